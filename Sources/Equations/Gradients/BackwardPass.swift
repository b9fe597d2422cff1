import Tensors
import Terms

/// Goes through the schedule from its end and writes an equation for every gradient.
///
/// What the readers of a value give it is kept until the first of them is passed; then it is complete, and its sum is
/// written once. An equation hands its result's gradient down to what it reads, by its ops' pullbacks.
final class BackwardPass {
  /// What one reader gives a value.
  struct Contribution {
    let term: Term
    /// The call that it comes from; nil of a seed, or of the value's own call.
    let origin: Int?
    /// Whether it is a sum over a loop's timesteps.
    var isOverTime = false
  }

  let eq: Equations
  /// What was written before the backward pass.
  let schedule: [Program.Item]
  let flow: GradientFlow
  let wanted: Set<Int>
  var contributions: [Int: [Contribution]] = [:]
  /// The gradients of what was asked for, by value.
  private(set) var found: [Int: Term] = [:]
  /// The frames of the backward pass, by the frames whose twins they are.
  private var twins: [Int: Int] = [:]
  /// By item of the schedule: the values of which no earlier one reads.
  private let complete: [Int: [Value]]
  /// The first of several uses of one weight, by the others.
  private let firstUse: [Int: Value]
  /// The calls whose inputs and weights values are.
  private let owners: [Int: Int]
  /// Equations that are an activation of one value.
  private let activations: [Equation]
  /// What is kept in each loop that is being written, until it is left.
  var deferred: [[Deferred]] = []

  /// A gradient that is summed up over time for what stands outside of a loop.
  struct Deferred {
    let part, gradient: Term
    let isShared: Bool
    /// The call whose equation reads the part.
    let frame: Int
  }

  init(_ eq: Equations, from seeds: [Value], to wanted: [Value]) {
    self.eq = eq
    schedule = eq.program.schedule
    var uses: [String: Value] = [:]
    var firstUse: [Int: Value] = [:]
    for use in eq.program.weights {
      guard let identity = use.source.identity else { continue }
      let value = eq.program.values[use.value]
      if let first = uses[identity] { firstUse[value.id] = first } else { uses[identity] = value }
    }
    self.firstUse = firstUse
    let asked = Set(wanted.map(\.id))
    self.wanted = asked
    // The other uses of a weight give to the first.
    let all = asked.union(firstUse.filter { asked.contains($0.value.id) }.keys)
    flow = GradientFlow(eq.program, from: seeds, to: all)
    activations = eq.program.equations.filter { equation in
      guard case .apply(let op, let operands) = equation.term, op is Softmax || op is Sigmoid
      else { return false }
      return operands[0].value != nil && equation.scan == nil
    }
    complete = ReadingOrder(eq.program).complete
    owners = Dictionary(
      eq.program.frames.flatMap { frame in (frame.inputs + frame.weights).map { ($0.id, frame.id) }
      },
      uniquingKeysWith: { first, _ in first })
  }

  func write() throws { try walk(schedule.indices) }

  // MARK: The schedule

  /// Goes through items of the schedule, the last one first.
  func walk(_ range: Range<Int>) throws {
    var index = range.upperBound
    while index > range.lowerBound {
      index -= 1
      switch schedule[index] {
      case .equation(let id): try pass(eq.program.equations[id])
      case .leave(let id):
        try pass(loop: eq.program.scans[id])
        index = eq.program.scans[id].bounds.lowerBound
      case .enter: break
      }
      for value in complete[index] ?? [] { try finish(value, in: frame(of: schedule[index])) }
    }
  }

  private func frame(of item: Program.Item) -> Int {
    switch item {
    case .equation(let id): eq.program.equations[id].frame
    case .enter(let id), .leave(let id): eq.program.scans[id].frame
    }
  }

  private func pass(_ equation: Equation) throws {
    let value = equation.result
    guard flow.contains(value) else { return }
    try inTwin(of: equation.frame) {
      guard let g = try gradient(of: value, isAsked: wanted.contains(value.id)) else { return }
      try pull(equation.differentiable, g, result: .value(value), equation.frame)
    }
  }

  /// Writes the gradient of a value that no equation makes, for no earlier item of the schedule reads it.
  private func finish(_ value: Value, in reader: Int) throws {
    // The first use of a weight gets what the others do, also where nothing comes through it.
    guard flow.contains(value) || wanted.contains(value.id), contributions[value.id] != nil else {
      return
    }
    let owner = owners[value.id] ?? reader
    try inTwin(of: owner) {
      let isAsked = wanted.contains(value.id) || firstUse[value.id] != nil
      guard let g = try gradient(of: value, isAsked: isAsked) else { return }
      if let source = eq.program.aliases[value.id] {
        give(g, to: eq.program.values[source], from: owner)
      }
      if let first = firstUse[value.id] { give(g, to: first, from: owner) }
    }
  }

  // MARK: Gradients

  /// Keeps what a reader gives a value.
  func give(_ gradient: Term, to value: Value, from origin: Int?, isOverTime: Bool = false) {
    contributions[value.id, default: []].append(
      Contribution(term: gradient, origin: origin, isOverTime: isOverTime))
  }

  /// The sum of what was given to a value, as a value of its own; nil where nothing was. What is the same number in every
  /// place stays a number, unless it was asked for.
  func gradient(of value: Value, isAsked: Bool, isOwn: Bool = false) throws -> Term? {
    let gradient = try sum(of: value, isAsked: isAsked, isOwn: isOwn)
    if wanted.contains(value.id), let gradient { found[value.id] = gradient }
    return gradient
  }

  private func sum(of value: Value, isAsked: Bool, isOwn: Bool) throws -> Term? {
    guard let given = contributions.removeValue(forKey: value.id) else { return nil }
    let name = value.name.gradient
    // The first reader's share stands first.
    let shares = given.count > 1 ? numbered(given.reversed(), name) : given.map(\.term)
    guard let sum = Term.sum(of: shares) else { return nil }
    if case .number = sum, !isAsked, !isOwn { return sum }
    // Another name will do, save of what has its numbers elsewhere.
    if let same = sum.value, same.type == value.type, !isOwn, same.role != .weight {
      return eq.local(name, sum)
    }
    let (known, isKnown) = withKnown(sum)
    var term = known.spread(to: value.shape)
    if let type = try? term.type(), type.dtype != value.dtype { term = term(Cast(value.dtype)) }
    let fused = isKnown ? "what is predicted less what is wanted: the slope of both in one" : ""
    let note = note(on: value, given)
    return try eq(name, term, fused.isEmpty || note.isEmpty ? fused + note : fused + "; " + note)
  }

  /// A term with the model's own values in place of softmaxes and sigmoids that it has computed already.
  private func withKnown(_ term: Term) -> (Term, isKnown: Bool) {
    var isKnown = false
    let result = term.replacing { part in
      guard case .apply(let op, let operands) = part, op is Softmax || op is Sigmoid,
        let operand = operands[0].value, operand.scope == nil,
        let equation = activations.first(where: { $0.term == part })
      else { return nil }
      isKnown = true
      return .value(equation.result)
    }
    return (result, isKnown)
  }

  /// What several calls give, under names of this one: `∂a₁`, `∂a₂`; beside a share of its own, from `∂a₂` on.
  private func numbered(_ given: [Contribution], _ name: Name) -> [Term] {
    var number = given.contains { $0.origin == nil } ? 1 : 0
    return given.map { share in
      guard share.origin != nil, share.term.value?.role ?? .weight != .weight else {
        return share.term
      }
      number += 1
      return eq.local(name.numbered(number), share.term)
    }
  }

  private func note(on value: Value, _ given: [Contribution]) -> String {
    var notes: [String] = []
    var paths: [String] = []
    for origin in given.reversed().compactMap(\.origin) {
      let path = eq.program.frames[origin].path
      if !paths.contains(path) { paths.append(path) }
    }
    if given.count > 1, !paths.isEmpty { notes.append("from " + paths.joined(separator: " and ")) }
    let overSamples = given.contains { $0.term.sumsOverSamples }
    let overTime = given.contains(where: \.isOverTime)
    if overSamples || overTime {
      let places = [
        overTime ? "all timesteps" : nil, overSamples ? Equation.batch : nil,
      ].compactMap { $0 }
      notes.append("summed over " + places.joined(separator: " and "))
    }
    return notes.joined(separator: "; ")
  }

  /// Hands the gradient of a term down to what it reads.
  func pull(_ term: Term, _ g: Term, result: Term?, _ frame: Int) throws {
    var failure: (any Error)?
    let way = Term.Way(
      isWanted: { [flow] part in part.values.contains(where: flow.contains) },
      defers: { [self] part, gradient, isShared in
        do {
          return try deferring(part, gradient, isShared, frame)
        } catch {
          failure = failure ?? error
          return true
        }
      },
      takes: { [self] part, gradient in
        guard let value = part.value else { return false }
        give(gradient, to: value, from: nil)
        return true
      })
    term.pullBack(g, result: result, way)
    if let failure { throw failure }
  }

  // MARK: Frames

  /// Writes in the frame of the backward pass that belongs to a call.
  func inTwin<R>(of frame: Int, _ body: () throws -> R) rethrows -> R {
    let twin = twin(of: frame)
    eq.contexts.append(Equations.Context(frame: twin, dtype: .float32, weights: [:]))
    defer { eq.contexts.removeLast() }
    return try body()
  }

  func twin(of frame: Int) -> Int {
    if let known = twins[frame] { return known }
    let forward = eq.program.frames[frame]
    let parent = forward.parent.map { twin(of: $0) }
    var own = Frame(
      id: eq.program.frames.count, parent: parent, path: forward.path, kind: forward.kind,
      title: forward.title + ", backwards")
    own.forward = frame
    eq.program.frames.append(own)
    twins[frame] = own.id
    return own.id
  }
}

extension Term {
  /// Whether a sum over all samples, their mean or their greatest number is in it.
  package var sumsOverSamples: Bool {
    contains { part in
      guard case .apply(let op, _) = part else { return false }
      if let op = op as? OverSamples { return op.kind != .count }
      return (op as? any SummingOp)?.sumsSamples ?? false
    }
  }
}
