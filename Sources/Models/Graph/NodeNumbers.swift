import Containers
import Layers

/// Brings the numbers that a file gives the calls of a layer to 0, 1, ….
///
/// A nested Functional's own making counts as its call 0, so that the first real call is 1: in
/// Keras 1 and 2 everywhere, in Keras 3 where a model names its inputs and outputs, and not where
/// a call names what it reads.
struct NodeNumbers {
  let config: Config

  init(_ config: Config) { self.config = config }

  func settle(_ graph: inout Graph) throws {
    if config.version.major >= 3 {
      let nodes = graph.nodes
      func ended(_ reference: TensorReference) -> TensorReference {
        let counts = reference.call.index > 0 && NodeNumbers.isFunctional(nodes[reference.node])
        return reference.moved(by: counts ? 1 : 0)
      }
      graph.inputs = graph.inputs.map(ended)
      graph.outputs = graph.outputs.map(ended)
      try settle(&graph, calls: callsRead(graph))
    } else {
      try settle(&graph, calls: callsRead(graph), ends: graph.inputs + graph.outputs)
    }
    try check(graph)
  }

  /// Whether a node is a model with a graph of its own, whatever its class is called.
  private static func isFunctional(_ node: Graph.Node) -> Bool {
    node.part.config.json["input_layers"] != nil
  }

  private func callsRead(_ graph: Graph) -> [TensorReference] {
    graph.nodes.flatMap { $0.calls.flatMap(\.references) }
  }

  /// Renumbers the calls of a layer of which one is named that the file does not list: those that
  /// are named are all that it lists, in their order.
  ///
  /// Keras 3.0 named calls by their place among all that there ever were, those of other models too.
  private func settle(
    _ graph: inout Graph, calls: [TensorReference], ends: [TensorReference] = []
  ) throws {
    var named: [Int: Set<Int>] = [:]
    for reference in calls + ends {
      named[reference.node, default: []].insert(reference.call.index)
    }
    named = named.filter { node, numbers in
      let listed = graph.nodes[node].calls.count
      guard graph.nodes[node].layer is ModelLayer || config.version.isRaw else { return false }
      return numbers.count == listed && numbers.contains { $0 >= listed }
    }
    guard !named.isEmpty else { return }
    let places = named.mapValues { numbers in
      Dictionary(uniqueKeysWithValues: numbers.sorted().enumerated().map { ($1, $0) })
    }
    func settled(_ reference: TensorReference) -> TensorReference {
      guard let place = places[reference.node]?[reference.call.index] else { return reference }
      return TensorReference(node: reference.node, call: place, tensor: reference.tensor)
    }
    if !ends.isEmpty {
      graph.inputs = graph.inputs.map(settled)
      graph.outputs = graph.outputs.map(settled)
    }
    for node in graph.nodes.indices {
      for call in graph.nodes[node].calls.indices {
        let old = graph.nodes[node].calls[call]
        graph.nodes[node].calls[call] = GraphCall(
          arguments: old.arguments.map { $0.map(settled) },
          keywords: old.keywords.mapValues { $0.map(settled) })
      }
    }
  }

  private func check(_ graph: Graph) throws {
    for reference in graph.inputs + graph.outputs + callsRead(graph) {
      let node = graph.nodes[reference.node]
      guard reference.call.index >= node.calls.count else { continue }
      throw GraphError(
        model: config.name,
        reason: "call \(reference.call.index + 1) of \(node.name) is read, but the file lists "
          + "\(node.calls.count)")
    }
  }
}

extension KerasVersion {
  /// Whether calls are named by their place among all that there ever were.
  fileprivate var isRaw: Bool { (KerasVersion(3)..<KerasVersion(3, 1)).contains(self) }
}

extension TensorReference {
  fileprivate func moved(by offset: Int) -> TensorReference {
    TensorReference(node: node, call: call.index - offset, tensor: tensor)
  }
}
