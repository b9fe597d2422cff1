import Equations
import Terms

/// What names stand for in each layer call.
struct FrameScopes {
  /// The values of a call itself: what its equations write (latest first), its states, the rows it
  /// reads, its weights.
  private var own: [[Value]]
  /// What its equations read from elsewhere.
  private var read: [[Value]]
  private var firstEquation: [Int?]
  private let frames: [Frame]
  /// The frames with the gradients of calls and with what becomes of their weights, by the calls.
  private let twins: [Int: [Int]]

  init(_ program: Program) {
    let count = program.frames.count
    frames = program.frames
    twins = Dictionary(
      frames.compactMap { frame in frame.forward.map { ($0, [frame.id]) } },
      uniquingKeysWith: +)
    own = [[Value]](repeating: [], count: count)
    read = own
    firstEquation = [Int?](repeating: nil, count: count)
    var frameOf: [Int: Int] = [:]
    for equation in program.equations where frames.indices.contains(equation.frame) {
      own[equation.frame].append(equation.result)
      frameOf[equation.result.id] = equation.frame
      var frame: Int? = equation.frame
      while let id = frame, frames.indices.contains(id) {
        firstEquation[id] = firstEquation[id] ?? equation.id
        frame = frames[id].parent
      }
    }
    for index in own.indices { own[index].reverse() }
    for scan in program.scans where frames.indices.contains(scan.frame) {
      for carry in scan.carries {
        // A state of a cell inside the loop's layer is the cell's.
        let frame = frameOf[carry.next] ?? scan.frame
        own[frame].append(program.values[carry.previous])
      }
      own[scan.frame] += scan.sequences.map { program.values[$0.inner] }
    }
    for frame in frames { own[frame.id] += frame.weights + frame.drawn }
    var known = own.map { Set($0.map(\.id)) }
    for equation in program.equations where frames.indices.contains(equation.frame) {
      let others = equation.term.values.filter { !known[equation.frame].contains($0.id) }
      read[equation.frame] += others
      known[equation.frame].formUnion(others.map(\.id))
    }
  }

  /// The first equation executed in a call or in those inside it.
  func first(in frame: Int) -> Int? { firstEquation[frame] }

  /// What a call gives; of a cell, which is not called as a layer, what it writes last.
  func outputs(of frame: Int) -> [Value] {
    let outputs = frames[frame].outputs
    return outputs.isEmpty ? Array(own[frame].prefix { $0.role == .result }.prefix(1)) : outputs
  }

  /// The values that a word may mean in a call, best first; those of one call, all of one kind.
  func values(_ word: String, in frame: Int) -> [Value] {
    if let forward = frames[frame].forward { return values(word, backward: frame, forward) }
    let found = plainValues(word, in: frame)
    guard found.isEmpty, let twins = twins[frame] else { return found }
    // What the twin reads under a name of its own counts as well: ∂h, where it is ∂h₊₁ and nothing else.
    return (twins.map { own[$0] } + twins.map { read[$0] }).lazy
      .map { $0.filter { $0.name.matches(word) } }.first { !$0.isEmpty } ?? []
  }

  private func plainValues(_ word: String, in frame: Int) -> [Value] {
    let own = own[frame].filter { $0.name.matches(word) }
    if !own.isEmpty { return own }
    let read = read[frame].filter { $0.name.matches(word) }
    return read.isEmpty ? frames[frame].inputs.filter { $0.name.matches(word) } : read
  }

  /// Among gradients, names mean what they mean in the forward call; arrays over time of the same names, from which a
  /// weight gets its gradient, stand behind.
  private func values(_ word: String, backward frame: Int, _ forward: Int) -> [Value] {
    let gradients = own[frame].filter { $0.name.matches(word) }
    if !gradients.isEmpty { return gradients + read[frame].filter { $0.name.matches(word) } }
    var found = plainValues(word, in: forward)
    found += frames[forward].inputs.filter { $0.name.matches(word) && !found.contains($0) }
    return found + read[frame].filter { $0.name.matches(word) && !found.contains($0) }
  }

  /// Whether two frames are one call's, or one that of the other's gradients.
  func isSame(_ frame: Int, _ other: Int) -> Bool {
    frame == other || frames[frame].forward == other || frames[other].forward == frame
  }

  /// The names that stand for something in a call, in the order of the listing.
  func names(in frame: Int) -> [Name] {
    var seen: Set<String> = []
    let results = own[frame].filter { $0.role == .result }.reversed()
    let others = own[frame].filter { $0.role != .result }
    let forward = frames[frame].forward.map { own[$0] + frames[$0].inputs } ?? []
    let named = (results + others + read[frame].filter { $0.role != .number } + forward).map(\.name)
    return (named + gradientNames(of: frame)).filter { seen.insert($0.ascii).inserted }
  }

  /// What a call's twins write: gradients, and what becomes of its weights.
  func gradientNames(of frame: Int) -> [Name] {
    (twins[frame] ?? []).flatMap { twin -> [Name] in
      let results = own[twin].filter { $0.role == .result }.reversed()
      return results.map(\.name) + own[twin].filter { $0.role == .weight }.map(\.name)
    }
  }
}
