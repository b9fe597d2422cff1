/// How far Keras counts calls and layers from a model's outputs: a call lies one farther than what reads it, and no nearer
/// than a call of the same layer that is counted before.
struct KerasDepths {
  private(set) var ofCalls: [CallReference: Int] = [:]
  private(set) var ofLayers: [Int: Int] = [:]
  /// The calls in the order in which they are first counted, from the outputs back.
  private(set) var counted: [CallReference] = []

  /// Of the calls that a walk from the outputs finished.
  init(_ walk: CallWalk) {
    for call in walk.finished.reversed() {
      let depth = max(ofCalls[call] ?? 0, ofLayers[call.node] ?? 0)
      raise(call, to: depth)
      ofLayers[call.node] = depth
      for need in walk.needs(of: call) { raise(need, to: depth + 1) }
    }
  }

  private mutating func raise(_ call: CallReference, to depth: Int) {
    if ofCalls[call] == nil { counted.append(call) }
    ofCalls[call] = max(ofCalls[call] ?? 0, depth)
  }
}
