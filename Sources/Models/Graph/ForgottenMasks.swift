import Layers

/// Which calls of a graph find a mask taken off a tensor by a call that Keras 3 makes before.
///
/// Keras calls what is farther from the outputs first, and what is as far in the order in which it meets it on the way from the
/// outputs back, which is not the file's.
struct ForgottenMasks {
  /// When each call is made.
  private var turns: [TensorReference: Int] = [:]
  /// When the first call is made that takes the mask off a tensor.
  private var firstTurns: [TensorReference: Int] = [:]

  init(_ graph: Graph) {
    let forgetting = graph.nodes.indices.filter { graph.nodes[$0].layer.forgetsInputMasks }
    guard !forgetting.isEmpty else { return }
    for (turn, call) in ForgottenMasks.calls(of: graph).enumerated() { turns[call] = turn }
    for node in forgetting {
      for (index, call) in graph.nodes[node].calls.enumerated() {
        let turn = turns[TensorReference(node: node, call: index, tensor: 0)] ?? .max
        // What is cast is a tensor of its own, and that in the other format keeps its mask.
        for reference in call.references
        where !graph.casts(reference, for: graph.nodes[node].part) {
          firstTurns[reference] = min(firstTurns[reference] ?? .max, turn)
        }
      }
    }
  }

  /// Whether a call finds the mask of a tensor taken off, or what reads the model's outputs in the end (nil).
  func isTaken(off tensor: TensorReference, before call: TensorReference?) -> Bool {
    guard let first = firstTurns[tensor] else { return false }
    return first < call.map { turns[$0] ?? .max } ?? .max
  }

  // MARK: Keras' order

  /// All calls in the order in which Keras makes them.
  private static func calls(of graph: Graph) -> [TensorReference] {
    var layerDepths: [Int: Int] = [:]
    var depths: [TensorReference: Int] = [:]
    var met: [TensorReference] = []
    func raise(_ call: TensorReference, to depth: Int) {
      if depths[call] == nil { met.append(call) }
      depths[call] = max(depths[call] ?? 0, depth)
    }
    for call in traversed(graph).reversed() {
      raise(call, to: max(depths[call] ?? 0, layerDepths[call.node] ?? 0))
      let depth = depths[call] ?? 0
      layerDepths[call.node] = depth
      for need in graph.needs(of: call) { raise(need, to: depth + 1) }
    }
    return met.enumerated().sorted { a, b in
      let (one, other) = (depths[a.element] ?? 0, depths[b.element] ?? 0)
      return one == other ? a.offset < b.offset : one > other
    }.map(\.element)
  }

  /// The calls that outputs are made of, each behind those whose tensors it reads.
  private static func traversed(_ graph: Graph) -> [TensorReference] {
    var (begun, finished): (Set<TensorReference>, [TensorReference]) = ([], [])
    for output in graph.outputs {
      var path = [(call: output.whole, needs: graph.needs(of: output.whole)[...])]
      guard begun.insert(output.whole).inserted else { continue }
      while var step = path.popLast() {
        guard let need = step.needs.popFirst() else {
          finished.append(step.call)
          continue
        }
        path.append(step)
        if begun.insert(need).inserted { path.append((need, graph.needs(of: need)[...])) }
      }
    }
    return finished
  }
}
