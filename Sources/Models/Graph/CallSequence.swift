/// The calls of a graph's layers in an order in which each comes after those whose tensors it reads.
///
/// Keeps the file's order where that is already such an order.
struct CallSequence {
  /// The inputs' are not among them.
  let calls: [CallReference]

  /// Throws when calls read each other in a circle.
  init(_ graph: Graph, model: String) throws {
    var walk = CallWalk(graph)
    for node in graph.nodes.indices {
      for index in graph.nodes[node].calls.indices {
        if let circle = walk.go(from: CallReference(node: node, index: index)) {
          throw CallSequence.error(circle, graph, model)
        }
      }
    }
    let inputs = Set(graph.inputs.map(\.call))
    calls = walk.finished.filter { !inputs.contains($0) }
  }

  private static func error(
    _ circle: [CallReference], _ graph: Graph, _ model: String
  ) -> GraphError {
    let names = circle.map { graph.nodes[$0.node].name }
    let shown = names.count > 8 ? names.prefix(4) + ["…"] + names.suffix(2) : names[...]
    return GraphError(
      model: model,
      reason: "layers read each other in a circle: \(shown.reversed().joined(separator: " → "))")
  }
}
