import Tensors
import Terms

/// Loops over time.
extension Equations {
  /// Writes a loop over the first axis of the rows.
  ///
  /// `mask`, a vector of truth values over time, is read as one more sequence; the body gets it
  /// last. `isStateful`: a later run goes on from these states; `prefersCarried`: even where others
  /// are given. Gives the states after the last timestep and the collected values over time.
  package func scan(
    _ rows: [Rows], mask: Term? = nil, maskIsReversed: Bool = false, carrying states: [State] = [],
    isStateful: Bool = false, prefersCarried: Bool = false,
    _ body: (_ rows: [Term], _ mask: Term?, _ states: [Term]) throws -> Step
  ) throws -> (finals: [Term], collected: [Term]) {
    guard let steps = rows.first?.source.shape.dims.first, steps > 0 else {
      throw obstacle("it has no timestep to read", "Feed an input with at least one timestep.")
    }
    for term in rows.map(\.source) + [mask].compactMap({ $0 }) where term.shape.dims.first != steps
    {
      throw obstacle(
        "it reads \(steps) timesteps, and beside them an array \(term.shape)",
        "The lengths along time must be equal.")
    }
    guard scanStack.count < Equations.deepestNesting else {
      throw obstacle("loops stand more than \(Equations.deepestNesting) deep in each other", "")
    }
    if isStateful { try checkStateful() }
    let id = program.scans.count
    program.scans.append(
      Scan(
        id: id, frame: contexts.last?.frame ?? 0, parent: scanStack.last, steps: steps,
        isStateful: isStateful, prefersCarried: prefersCarried))
    let start = program.schedule.count
    program.schedule.append(.enter(id))
    let inner = rows.map { read($0, in: id) }
    let innerMask = mask.map { read(Rows("m", of: $0, isReversed: maskIsReversed), in: id) }
    program.scans[id].mask = innerMask?.value?.id
    let firstInside = program.values.count
    let previous = states.map { state(before: $0, in: id) }
    scanStack.append(id)
    defer { scanStack.removeLast() }
    let step = try body(inner, innerMask, previous)
    let finals = try zip(zip(states, previous), step.states).map { pair, next in
      try close(pair.0, pair.1, next, in: id, from: firstInside)
    }
    let collected = step.collected.map { collect($0, in: id) }
    program.schedule.append(.leave(id))
    program.scans[id].bounds = start..<program.schedule.count - 1
    return (finals, collected)
  }

  /// A stateful layer's states go on from call to call, also inside one call of the model: there,
  /// a second call of the layer would begin where the first ended.
  private func checkStateful() throws(Obstacle) {
    let advice = "Build the model with stateful=False, or call the layer once."
    guard scanStack.isEmpty else {
      throw obstacle(
        "it is stateful and stands in a loop over time: its states would go on from timestep to "
          + "timestep, which is not supported", advice)
    }
    let own = Equations.uncounted(path)
    let isCalledBefore = program.scans.contains { scan in
      let path = program.frames[scan.frame].path
      return scan.isStateful && path != self.path && Equations.uncounted(path) == own
    }
    guard !isCalledBefore else {
      throw obstacle(
        "it is stateful and called more than once: each call would go on from the states of the "
          + "one before, which is not supported", advice)
    }
  }

  /// A path without the numbers of calls: `encoder/lstm` of `encoder#2/lstm`.
  private static func uncounted(_ path: String) -> String {
    path.split(separator: "/").map { $0.prefix { $0 != "#" } }.joined(separator: "/")
  }
}
