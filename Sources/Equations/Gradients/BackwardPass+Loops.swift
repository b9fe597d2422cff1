import Tensors
import Terms

/// Time runs down: a loop is gone through from its last timestep to the first.
extension BackwardPass {
  /// A state on its way back: what the timestep behind hands to it.
  private struct State {
    let carry: Scan.Carry
    let state: Equations.State
    let next: Term
  }

  /// Writes the loop that goes through the timesteps of another backwards.
  func pass(loop scan: Scan) throws {
    let values = eq.program.values
    var rows: [(inner: Value, gradient: Term)] = []
    var finals: [Int: Term] = [:]
    try inTwin(of: scan.frame) {
      for stack in scan.stacks where flow.contains(stack.inner) {
        let outer = values[stack.outer]
        if let g = try gradient(of: outer, isAsked: true) { rows.append((values[stack.inner], g)) }
      }
      for carry in scan.carries where flow.contains(carry.next) {
        finals[carry.final] = try gradient(of: values[carry.final], isAsked: true)
      }
    }
    let carries = scan.carries.filter {
      flow.contains($0.next) && (flow.contains($0.previous) || finals[$0.final] != nil)
    }
    guard !rows.isEmpty || !finals.isEmpty else { return }
    let id = begin(scan)
    let firstInside = eq.program.values.count
    let states = carries.map { carry in
      let next = values[carry.next]
      let initial = finals[carry.final] ?? eq.zeros(next.shape, next.dtype)
      let state = Equations.State(next.name.gradient, from: initial, outlives: false)
      return State(carry: carry, state: state, next: eq.state(before: state, in: id))
    }
    eq.scanStack.append(id)
    deferred.append([])
    for (index, row) in rows.enumerated() {
      let name = rows.count == 1 ? Name("dy", "∂y") : Name.numbered("dy", index + 1)
      give(eq.read(Equations.Rows(name, of: row.gradient), in: id), to: row.inner, from: nil)
    }
    for state in states { give(state.next, to: values[state.carry.next], from: nil) }
    try walk(scan.bounds.lowerBound + 1..<scan.bounds.upperBound)
    let firsts = try states.map { try close($0, scan, id, firstInside) }
    let (sequences, products) = try self.rows(of: scan, in: id)
    eq.scanStack.removeLast()
    eq.program.schedule.append(.leave(id))
    eq.program.scans[id].bounds =
      eq.program.scans[id].bounds.lowerBound..<eq.program.schedule.count - 1
    for (outer, gradient) in sequences { give(gradient, to: outer, from: scan.frame) }
    try inTwin(of: scan.frame) {
      for (sequence, product) in products {
        let name = values[sequence.inner].name.gradient
        let all = try eq(name, product, "of all timesteps at once")
        give(all, to: values[sequence.outer], from: scan.frame)
      }
    }
    for (state, first) in zip(states, firsts) {
      let initial = values[state.carry.initial]
      if flow.contains(initial) { give(first, to: initial, from: nil) }
    }
    try resume(deferred.removeLast(), id)
  }

  private func begin(_ scan: Scan) -> Int {
    let id = eq.program.scans.count
    eq.program.scans.append(
      Scan(
        id: id, frame: twin(of: scan.frame), parent: eq.scanStack.last, steps: scan.steps,
        axis: scan.id, isStateful: false, prefersCarried: false))
    eq.program.scans[id].mask = scan.mask
    eq.program.scans[id].bounds = eq.program.schedule.count..<eq.program.schedule.count
    eq.program.schedule.append(.enter(id))
    return id
  }

  /// Writes what a timestep hands back of a state, and gives what the first one did: the gradient of what the state
  /// began with.
  private func close(
    _ state: State, _ scan: Scan, _ id: Int, _ firstInside: Int
  ) throws -> Term {
    let previous = eq.program.values[state.carry.previous]
    let frame = eq.program.equations.first { $0.result.id == state.carry.next }?.frame
    let handed = try inTwin(of: frame ?? scan.frame) {
      let note = "what the timestep before gets"
      if let own = try gradient(of: previous, isAsked: true, isOwn: true) { return own }
      let none = Term.number(0).spread(to: previous.shape)
      return try eq(previous.name.gradient, none(Cast(previous.dtype)), note)
    }
    let initial = eq.program.values[state.carry.initial]
    let name = initial.role == .number ? previous.name : initial.name
    return try eq.close(
      Equations.State(name.gradient, from: state.state.initial, outlives: false), state.next,
      handed,
      in: id, from: firstInside)
  }

  /// The gradients of the rows that a loop reads, as arrays over time; and products with a fixed matrix, which are made
  /// behind the loop, for all timesteps at once.
  private func rows(of scan: Scan, in id: Int) throws -> (
    arrays: [(outer: Value, gradient: Term)], products: [(Scan.Sequence, Term)]
  ) {
    var arrays: [(outer: Value, gradient: Term)] = []
    var products: [(Scan.Sequence, Term)] = []
    for sequence in scan.sequences where flow.contains(sequence.inner) {
      let inner = eq.program.values[sequence.inner]
      if !sequence.isReversed, !wanted.contains(inner.id),
        let all = productOverTime(contributions[inner.id] ?? [], id)
      {
        contributions[inner.id] = nil
        products.append((sequence, all))
        continue
      }
      try inTwin(of: scan.frame) {
        guard let g = try gradient(of: inner, isAsked: true) else { return }
        let all = eq.collect(g, in: id, isReversed: sequence.isReversed)
        arrays.append((eq.program.values[sequence.outer], all))
      }
    }
    return (arrays, products)
  }

  /// `∂z·Wᵀ` of all timesteps, where that is all that a row gets.
  private func productOverTime(_ given: [Contribution], _ id: Int) -> Term? {
    guard given.count == 1, let term = given.first?.term,
      case .apply(let op, let operands) = term, op is MatMul, operands[0].shape.rank > 0,
      isOutside(operands[1], of: id), operands[1].shape.rank == 2,
      let rows = OverTime(eq, id).stacked(operands[0])
    else { return nil }
    return rows • operands[1]
  }

  // MARK: What stands outside

  /// Keeps a gradient that changes over time for what does not, until the loop is left.
  func deferring(_ part: Term, _ gradient: Term, _ isShared: Bool, _ frame: Int) throws -> Bool {
    guard let loop = eq.scanStack.last, !deferred.isEmpty, isOutside(part, of: loop) else {
      return false
    }
    let kept = try OverTime(eq, loop).kept(gradient, part)
    deferred[deferred.count - 1].append(
      Deferred(part: part, gradient: kept, isShared: isShared, frame: frame))
    return true
  }

  /// Hands on what was kept, summed up over time.
  private func resume(_ kept: [Deferred], _ loop: Int) throws {
    for one in kept {
      var gradient = OverTime(eq, loop).sum(one.gradient).simplified
      if try deferring(one.part, gradient, one.isShared, one.frame) { continue }
      if one.isShared { gradient = gradient.summedOverSamples(of: gradient) }
      if let value = one.part.value {
        give(gradient, to: value, from: nil, isOverTime: true)
      } else {
        try inTwin(of: one.frame) { try pull(one.part, gradient, result: nil, one.frame) }
      }
    }
  }

  /// Whether a term has nothing of a loop in it.
  func isOutside(_ term: Term, of loop: Int) -> Bool {
    let axis = eq.axis(loop)
    return term.values.allSatisfy { !eq.program.loops($0.scope).contains(axis) }
  }
}
