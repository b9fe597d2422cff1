import Layers

/// The calls of a graph's layers in an order in which each comes after those whose tensors it reads.
///
/// Keeps the file's order where that is already such an order, and leaves out what serves fit alone.
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
    let apart = CallSequence.callsOfFit(graph, walk)
    calls = walk.finished.filter { !inputs.contains($0) && !apart.contains($0) }
  }

  /// The calls that no output reads, and that layers of fit alone end in: what becomes of them changes no prediction.
  private static func callsOfFit(_ graph: Graph, _ walk: CallWalk) -> Set<CallReference> {
    guard graph.nodes.contains(where: \.layer.isOfFitAlone) else { return [] }
    var readers: [CallReference: [CallReference]] = [:]
    for call in walk.finished {
      for need in walk.needs(of: call) { readers[need, default: []].append(call) }
    }
    let outputs = Set(graph.outputs.map(\.call))
    var result: Set<CallReference> = []
    for call in walk.finished.reversed() where !outputs.contains(call) {
      let readers = readers[call] ?? []
      if readers.isEmpty
        ? graph.nodes[call.node].layer.isOfFitAlone : readers.allSatisfy(result.contains)
      {
        result.insert(call)
      }
    }
    return result
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
