import Containers
import Layers

/// Reads a model's config: the layers of a Sequential, or the graph of a Functional.
struct GraphReader {
  let config: Config

  init(_ config: Config) { self.config = config }

  /// The most layers that a model may have.
  static let layerLimit = 20_000

  func graph() throws -> Graph {
    let list = try layers()
    let isFunctional =
      config.json["input_layers"] != nil || ["Functional", "Model"].contains(config.kind)
    var graph = isFunctional ? try functional(list) : try SequentialReader.graph(list, config)
    try GraphReader.checkNames(of: graph, config)
    graph.nodes = GraphReader.grouped(graph.nodes)
    return graph
  }

  /// The graph speaks of layers by their names, and so does a person.
  private static func checkNames(of graph: Graph, _ config: Config) throws {
    var seen: Set<String> = []
    for node in graph.nodes where !seen.insert(node.name).inserted {
      throw GraphError(model: config.name, reason: "two layers are called \(node.name)")
    }
  }

  private func layers() throws -> [JSON] {
    // Keras 2.0 and 2.1 saved a bare list for a Sequential.
    guard let list = config.json.arrayValue ?? config.json["layers"]?.arrayValue else {
      throw config.error("layers", "a list of layers")
    }
    guard list.count <= GraphReader.layerLimit else {
      throw config.error("layers", "at most \(GraphReader.layerLimit) layers")
    }
    return list
  }

  // MARK: Functional

  private func functional(_ list: [JSON]) throws -> Graph {
    var nodes: [Graph.Node] = []
    var byName: [String: Int] = [:]
    for json in list {
      let part = try config.part(json)
      // The graph speaks of a layer by the name beside its config.
      let name = json["name"]?.stringValue ?? part.name
      guard byName.updateValue(nodes.count, forKey: name) == nil else {
        throw GraphError(model: config.name, reason: "two layers are called \(name)")
      }
      nodes.append(Graph.Node(part: part, calls: []))
    }
    let references = References(byName: byName, config: config)
    for (index, json) in list.enumerated() {
      nodes[index].calls = try calls(
        json, references, isPlain: nodes[index].layer.takesPlainValues)
    }
    let inputs = try references.list(config.json["input_layers"] ?? .array([]), "input_layers")
    let outputs = try references.list(config.json["output_layers"] ?? .array([]), "output_layers")
    for input in inputs where nodes[input.node].calls.isEmpty {
      nodes[input.node].calls = [GraphCall()]
    }
    var graph = Graph(nodes: nodes, inputs: inputs, outputs: outputs)
    try NodeNumbers(config).settle(&graph)
    return graph
  }

  private func calls(
    _ json: JSON, _ references: References, isPlain: Bool
  ) throws -> [GraphCall] {
    guard let list = json["inbound_nodes"]?.arrayValue else { return [] }
    return try list.map { node in
      if node.objectValue != nil { return try references.keyedCall(node, isPlain: isPlain) }
      return try isPlain ? references.plainCall(node) : references.listedCall(node)
    }
  }

  // MARK: Groups of weights

  /// The nodes with the groups under which Keras 3 keeps their weights: the class in snake case,
  /// numbered in the order of the layers.
  private static func grouped(_ nodes: [Graph.Node]) -> [Graph.Node] {
    var counts: [String: Int] = [:]
    return nodes.map { node in
      let group = SnakeCase.numbered(node.part.config.kind, &counts)
      let part = Part(
        node.name, groups: ["layers", group], node.layer, node.part.config)
      return Graph.Node(part: part, calls: node.calls)
    }
  }
}

extension Config {
  /// A layer of the model that the config describes.
  func part(_ json: JSON) throws -> Part {
    let (layer, inner) = try factory.layer(from: json, version: version)
    return Part(inner.name, groups: [], layer, inner)
  }
}
