import Layers

/// Brings the numbers that a file gives the calls of a layer to 0, 1, ….
///
/// Keras 3 counts a nested model's own making as call 0, so that the first real call is 1.
struct NodeNumbers {
  let config: Config

  init(_ config: Config) { self.config = config }

  func settle(_ graph: inout Graph) throws {
    var highest: [Int: Int] = [:]
    let all =
      graph.inputs + graph.outputs + graph.nodes.flatMap { $0.calls.flatMap(\.references) }
    for reference in all {
      highest[reference.node] = max(highest[reference.node] ?? 0, reference.call)
    }
    var offsets: [Int: Int] = [:]
    for (node, call) in highest where call >= graph.nodes[node].calls.count {
      offsets[node] = call - graph.nodes[node].calls.count + 1
    }
    guard !offsets.isEmpty else { return }
    for (node, offset) in offsets {
      guard offset == 1, graph.nodes[node].layer is ModelLayer else {
        throw GraphError(
          model: config.name,
          reason: "call \(offset + graph.nodes[node].calls.count) of \(graph.nodes[node].name) is "
            + "read, but the file lists \(graph.nodes[node].calls.count)")
      }
    }
    func settled(_ reference: TensorReference) throws -> TensorReference {
      guard let offset = offsets[reference.node] else { return reference }
      guard reference.call >= offset else {
        throw GraphError(
          model: config.name,
          reason: "\(graph.nodes[reference.node].name) has calls counted from 0 and from 1")
      }
      return TensorReference(
        node: reference.node, call: reference.call - offset, tensor: reference.tensor)
    }
    graph.inputs = try graph.inputs.map(settled)
    graph.outputs = try graph.outputs.map(settled)
    for node in graph.nodes.indices {
      for call in graph.nodes[node].calls.indices {
        let old = graph.nodes[node].calls[call]
        graph.nodes[node].calls[call] = GraphCall(
          arguments: try old.arguments.map { try $0.map(settled) },
          keywords: try old.keywords.mapValues { try $0.map(settled) })
      }
    }
  }
}
