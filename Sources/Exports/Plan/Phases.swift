import Equations
import Terms

/// The pieces of a step of training in an order in which samples can be gone through one by one.
///
/// What belongs to a sample is made sample by sample, in as few passes over them as there can be; what all samples share is
/// made before or behind a pass. A sum over samples is cut in two: in the pass each sample adds its share, and what is
/// made of the sum stands behind the pass. A rank is the place in that order: 0 before the first pass, 1 in it, 2 behind
/// it, 3 in the second one, ….
struct Phases {
  /// A piece with its rank and its call.
  struct Ranked {
    let piece: Piece
    let frame: Int
    var rank: Int
  }

  /// The pieces, by rank, within one in the order of the schedule.
  let pieces: [Ranked]
  /// From which rank on each value is there.
  private(set) var ranks: [Int: Int]
  /// The results of sums over samples.
  let sums: [Sum]

  /// A sum over samples.
  struct Sum {
    let value: Value
    /// Whether it is divided by how many samples there are.
    let isMean: Bool
  }

  /// Whether a rank is a pass over samples.
  static func isPass(_ rank: Int) -> Bool { rank % 2 == 1 }

  /// Throws for a loop over time in which samples are added up.
  init(_ program: Program) throws {
    var ordering = Ordering(program)
    try ordering.order()
    ordering.postpone()
    pieces = ordering.pieces.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    ranks = ordering.ranks
    sums = ordering.sums
  }
}

/// Gives pieces their ranks.
private struct Ordering {
  let program: Program
  private(set) var pieces: [Phases.Ranked] = []
  private(set) var ranks: [Int: Int] = [:]
  private(set) var sums: [Phases.Sum] = []

  init(_ program: Program) {
    self.program = program
    for value in program.inputs + program.targets { ranks[value.id] = 1 }
    for draw in program.draws { ranks[draw.value] = 1 }
  }

  private func source(_ id: Int) -> Int { program.aliases[id] ?? id }

  /// Goes through the schedule: every piece comes as early as what it reads.
  mutating func order() throws {
    var index = 0
    while index < program.schedule.count {
      switch program.schedule[index] {
      case .equation(let id):
        try add(program.equations[id], at: index)
        index += 1
      case .enter(let id):
        let scan = program.scans[id]
        let items = index..<scan.bounds.upperBound + 1
        try refuseSums(in: items)
        add(.items(items), scan.frame, inPass: true)
        index = items.upperBound
      case .leave: index += 1
      }
    }
  }

  private func refuseSums(in items: Range<Int>) throws {
    for case .equation(let id) in program.schedule[items] {
      let equation = program.equations[id]
      guard !equation.instructions.contains(where: { isSum(program.instructions[$0]) }) else {
        throw ExportError(
          "\(program.frames[equation.frame].path): \(equation.result.name.unicode) is summed up over the samples in "
            + "every timestep, which is not exported")
      }
    }
  }

  /// Shares are added up; the greatest number of all samples is no sum.
  private func refuseGreatest(_ share: Piece.Part, _ equation: Equation) throws {
    guard let last = share.instructions.last,
      (program.instructions[last].op as? OverSamples)?.kind == .max
    else { return }
    throw ExportError(
      "\(program.frames[equation.frame].path): \(equation.result.name.unicode) takes the greatest number of all samples, "
        + "which a step that is exported does not")
  }

  private func isSum(_ instruction: Instruction) -> Bool {
    guard instruction.operands.contains(where: { program.values[$0].isBatched }) else {
      return false
    }
    if let op = instruction.op as? OverSamples { return op.kind != .count }
    return (instruction.op as? any SummingOp)?.sumsSamples ?? false
  }

  private mutating func add(_ equation: Equation, at index: Int) throws {
    let cut = Cut(equation, program, isSum)
    guard !cut.shares.isEmpty else {
      let isOfSample = equation.instructions.contains {
        program.values[program.instructions[$0].result].isBatched
      }
      add(.items(index..<index + 1), equation.frame, inPass: isOfSample)
      return
    }
    for share in cut.shares {
      try refuseGreatest(share, equation)
      let rank = add(.part(share), equation.frame, inPass: true)
      ranks[share.result.id] = rank + 1
      let instruction = share.instructions.last.map { program.instructions[$0] }
      sums.append(
        Phases.Sum(
          value: share.result, isMean: (instruction?.op as? OverSamples)?.kind == .mean))
    }
    if let rest = cut.rest {
      add(.part(rest), equation.frame, inPass: equation.result.isBatched)
    }
  }

  @discardableResult
  private mutating func add(_ piece: Piece, _ frame: Int, inPass: Bool) -> Int {
    var rank = inPass ? 1 : 0
    for value in Plan.reads(program, [piece]).values {
      guard let known = ranks[source(value.id)] else { continue }
      rank = max(rank, Phases.isPass(known) == inPass ? known : known + 1)
    }
    pieces.append(Phases.Ranked(piece: piece, frame: frame, rank: rank))
    for id in Plan.made(program, [piece]) { ranks[id] = rank }
    return rank
  }

  /// What all samples share and no pass waits for comes as late as its readers let it.
  mutating func postpone() {
    let last = pieces.map(\.rank).max() ?? 0
    let end = Phases.isPass(last) ? last + 1 : last
    var needed: [Int: Int] = [:]
    for index in pieces.indices.reversed() {
      let made = Plan.made(program, [pieces[index].piece])
      if !Phases.isPass(pieces[index].rank) {
        let rank = made.compactMap { needed[$0] }.min() ?? end
        pieces[index].rank = max(pieces[index].rank, rank)
        for id in made { ranks[id] = pieces[index].rank }
      }
      let rank = pieces[index].rank
      let latest = Phases.isPass(rank) ? rank - 1 : rank
      for value in Plan.reads(program, [pieces[index].piece]).values {
        let id = source(value.id)
        needed[id] = min(needed[id] ?? latest, latest)
      }
    }
  }
}
