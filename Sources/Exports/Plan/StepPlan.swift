import Equations
import Terms

/// A step of training cut into functions: those of one sample, called for one after the other, and those of what all
/// samples share.
struct StepPlan {
  /// The functions in the order of their calls, with names for everything.
  let plan: Plan
  /// Functions that follow each other, for every sample or once.
  let stretches: [(isPass: Bool, routines: Range<Int>)]
  let sums: [Int: Phases.Sum]
  /// What a sample's values are kept for all of them for: a later pass reads them.
  let keptOfSamples: Set<Int>
  /// What every sample is given: inputs, targets and their weights, what is drawn at random.
  let given: [(value: Value, name: String)]
  /// What a step leaves for the next one: its number in the program, the array of a value that is given, and what takes its
  /// place.
  let updates: [(index: Int, name: String, given: Value, next: Value)]
  let loss: Value

  var program: Program { plan.program }

  /// Throws for a program that is no whole step.
  init(_ program: Program) throws {
    if let obstacle = program.obstacle { throw obstacle }
    guard let loss = program.loss, program.updates.contains(where: { $0.key == nil }) else {
      throw ExportError("no weight is trained, so there is no step to export")
    }
    guard !loss.isBatched else {
      throw ExportError("its reduction is none: the loss is no one number that a step could give")
    }
    let phases = try Phases(program)
    func source(_ id: Int) -> Value { program.values[program.aliases[id] ?? id] }
    let results = [loss] + phases.sums.map(\.value) + program.updates.map { source($0.next) }
    var names = Identifiers()
    let (calls, ranks) = StepPlan.stretches(program, phases, &names)
    let routines = Plan.routines(program, calls, giving: results)
    let given = StepPlan.given(program).map { ($0, names.unique($0.name.ascii, or: "_in")) }
    plan = Plan(program, routines, given, &names)
    stretches = StepPlan.runs(of: ranks)
    sums = Dictionary(
      phases.sums.map { ($0.value.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.given = given
    self.loss = source(loss.id)
    keptOfSamples = StepPlan.kept(routines, ranks, phases)
    let weightNames = plan.weightNames
    updates = program.updates.enumerated().compactMap { index, update in
      weightNames[update.given].map {
        (index, $0, program.values[update.given], source(update.next))
      }
    }
    try refuseTwoFormats()
  }

  /// Inputs, targets with the weights of samples, and what is drawn.
  private static func given(_ program: Program) -> [Value] {
    program.inputs + program.targets + program.draws.map { program.values[$0.value] }
  }

  /// What becomes a function: pieces of one call that follow each other in one rank.
  private static func stretches(
    _ program: Program, _ phases: Phases, _ names: inout Identifiers
  ) -> (calls: [Plan.Stretch], ranks: [Int]) {
    var calls: [(frame: Int, rank: Int, pieces: [Piece])] = []
    for ranked in phases.pieces {
      if let last = calls.last, last.frame == ranked.frame, last.rank == ranked.rank {
        calls[calls.count - 1].pieces.append(ranked.piece)
      } else {
        calls.append((ranked.frame, ranked.rank, [ranked.piece]))
      }
    }
    let ofSamples = Set(calls.filter { Phases.isPass($0.rank) }.map(\.frame))
    let stretches = calls.map { call in
      let frame = program.frames[call.frame]
      let word = StepPlan.word(of: frame, program)
      let isSecond = !Phases.isPass(call.rank) && ofSamples.contains(call.frame)
      return Plan.Stretch(
        frame: frame, name: names.unique(word + (isSecond ? "_of_batch" : ""), or: "_layer"),
        pieces: call.pieces)
    }
    return (stretches, calls.map(\.rank))
  }

  /// `dense`, `dense_backward`, `dense_update`.
  private static func word(of frame: Frame, _ program: Program) -> String {
    guard frame.forward != nil else { return frame.path }
    return frame.path + (program.phase(of: frame) == .update ? "_update" : "_backward")
  }

  private static func runs(of ranks: [Int]) -> [(isPass: Bool, routines: Range<Int>)] {
    var result: [(isPass: Bool, routines: Range<Int>)] = []
    for (index, rank) in ranks.enumerated() {
      if index > 0, ranks[index - 1] == rank, let last = result.last {
        result[result.count - 1].routines = last.routines.lowerBound..<index + 1
      } else {
        result.append((Phases.isPass(rank), index..<index + 1))
      }
    }
    return result
  }

  /// What one pass makes and another one reads.
  private static func kept(_ routines: [Routine], _ ranks: [Int], _ phases: Phases) -> Set<Int> {
    var result: Set<Int> = []
    for (routine, rank) in zip(routines, ranks) where Phases.isPass(rank) {
      for input in routine.inputs where input.value.isBatched && input.value.role != .input {
        if let own = phases.ranks[input.value.id], own != rank, input.value.role != .drawn {
          result.insert(input.value.id)
        }
      }
    }
    return result
  }

  /// What is kept in two formats would have to be changed in both.
  private func refuseTwoFormats() throws {
    for use in program.weights where updates.contains(where: { $0.given.id == use.value }) {
      guard let identity = use.source.identity else { continue }
      let same = program.weights.filter { $0.source.identity == identity }
      let formats = Set(same.map { "\(program.values[$0.value].dtype)" }).sorted()
      guard formats.count > 1 else { continue }
      throw ExportError(
        "\(plan.weightNames[use.value] ?? "a weight") is read as \(formats.joined(separator: " and ")), "
          + "and a step of such a model is not exported",
        hint: "Compute all in one format: set precision float32.")
    }
  }
}

extension Plan {
  /// The functions of a step, with names for its weights: those of the model's layers, and what the optimizer keeps.
  fileprivate init(
    _ program: Program, _ routines: [Routine], _ given: [(value: Value, name: String)],
    _ names: inout Identifiers
  ) {
    self.program = program
    self.routines = routines
    var (ofRoutines, all) = Plan.weights(program, routines, &names) { $0.frame.path }
    Plan.add(givenOf: program, to: &ofRoutines, &all, &names)
    (weightNames, weights, states) = (ofRoutines, all, [])
    inputs = given
    outputs = []
    globals = Set(routines.map(\.name)).union(weights.map(\.name))
  }
}
