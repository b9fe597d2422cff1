import Layers

/// Which calls of a graph find a mask taken off a tensor by a call that Keras 3 makes before.
///
/// Keras calls what is farther from the outputs first, and what is as far in the order in which it meets it on the way from the
/// outputs back, which is not the file's.
struct ForgottenMasks {
  /// When each call is made.
  private var turns: [CallReference: Int] = [:]
  /// When the first call is made that takes the mask off a tensor.
  private var firstTurns: [TensorReference: Int] = [:]

  init(_ graph: Graph) {
    let forgetting = graph.nodes.indices.filter { graph.nodes[$0].layer.forgetsInputMasks }
    guard !forgetting.isEmpty else { return }
    for (turn, call) in ForgottenMasks.calls(of: graph).enumerated() { turns[call] = turn }
    for node in forgetting {
      for (index, call) in graph.nodes[node].calls.enumerated() {
        let turn = turns[CallReference(node: node, index: index)] ?? .max
        // What is cast is a tensor of its own, and that in the other format keeps its mask.
        for reference in call.references
        where !graph.casts(reference, for: graph.nodes[node].part) {
          firstTurns[reference] = min(firstTurns[reference] ?? .max, turn)
        }
      }
    }
  }

  /// Whether a call finds the mask of a tensor taken off, or what reads the model's outputs in the end (nil).
  func isTaken(off tensor: TensorReference, before call: CallReference?) -> Bool {
    guard let first = firstTurns[tensor] else { return false }
    return first < call.map { turns[$0] ?? .max } ?? .max
  }

  /// All calls in the order in which Keras makes them.
  private static func calls(of graph: Graph) -> [CallReference] {
    var walk = CallWalk(graph)
    for output in graph.outputs { _ = walk.go(from: output.call) }
    let depths = KerasDepths(walk)
    return depths.counted.enumerated().sorted { a, b in
      let (one, other) = (depths.ofCalls[a.element] ?? 0, depths.ofCalls[b.element] ?? 0)
      return one == other ? a.offset < b.offset : one > other
    }.map(\.element)
  }
}
