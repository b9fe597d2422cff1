import Containers
import Layers

/// Reads a model's config: the layers of a Sequential, or the graph of a Functional.
struct GraphReader {
  let config: Config

  init(_ config: Config) { self.config = config }

  /// The most layers that a model may have.
  static let layerLimit = 20_000

  func graph() throws -> Graph {
    if config.json["input_layers"] != nil || config.kind != "Sequential" {
      return try functional()
    }
    return try sequential()
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

  private func part(_ json: JSON) throws -> Part {
    let (layer, inner) = try config.factory.layer(from: json, version: config.version)
    return Part(inner.name, groups: [], layer, inner)
  }

  // MARK: Sequential

  private func sequential() throws -> Graph {
    var nodes = try layers().map { Graph.Node(part: try part($0), calls: [GraphCall()]) }
    guard let first = nodes.first else { throw config.error("layers", "at least one layer") }
    if !(first.layer is InputLayer) {
      nodes.insert(Graph.Node(part: try implicitInput(before: first), calls: [GraphCall()]), at: 0)
    }
    for index in nodes.indices.dropFirst() {
      let before = TensorReference(node: index - 1, call: 0, tensor: 0)
      nodes[index].calls[0].arguments = [.tensor(before)]
    }
    // A last layer of several outputs makes them the model's.
    let last = nodes.count - 1
    let outputs = (0..<max(nodes[last].layer.outputCount, 1)).map {
      TensorReference(node: last, call: 0, tensor: $0)
    }
    return Graph(
      nodes: GraphReader.grouped(nodes),
      inputs: [TensorReference(node: 0, call: 0, tensor: 0)], outputs: outputs)
  }

  /// The input that older files leave out: shape and format stand in the first layer's config.
  private func implicitInput(before first: Graph.Node) throws -> Part {
    var pairs: [(key: String, value: JSON)] = [
      (key: "name", value: .string(first.name + "_input"))
    ]
    let own = first.part.config.json
    if let shape = own["batch_input_shape"] ?? own["batch_shape"] {
      pairs.append((key: "batch_shape", value: shape))
    } else if let shape = config.json["build_input_shape"] ?? innerShape(first) {
      pairs.append((key: "batch_shape", value: shape))
    }
    let json = JSON.object(JSONObject(pairs))
    let inner = Config(
      name: first.name + "_input", kind: "InputLayer", version: config.version, json: json,
      factory: config.factory)
    return Part(inner.name, groups: [], try InputLayer(inner), inner)
  }

  /// A wrapper or a nested model carries the shape in its own first layer.
  private func innerShape(_ first: Graph.Node) -> JSON? {
    if let nested = first.layer as? ModelLayer {
      return nested.inputNodes.first?.part.config.json["batch_shape"]
        ?? nested.inputNodes.first?.part.config.json["batch_input_shape"]
    }
    return nil
  }

  // MARK: Functional

  private func functional() throws -> Graph {
    let list = try layers()
    var nodes: [Graph.Node] = []
    var byName: [String: Int] = [:]
    for json in list {
      let part = try part(json)
      // The graph speaks of a layer by the name beside its config.
      let name = json["name"]?.stringValue ?? part.name
      guard byName.updateValue(nodes.count, forKey: name) == nil else {
        throw config.error("layers", "layers of different names; \(name) stands there twice")
      }
      nodes.append(Graph.Node(part: part, calls: []))
    }
    let references = References(byName: byName, config: config)
    for (index, json) in list.enumerated() {
      nodes[index].calls = try calls(json, references)
    }
    let inputs = try references.list(config.json["input_layers"] ?? .array([]), "input_layers")
    let outputs = try references.list(config.json["output_layers"] ?? .array([]), "output_layers")
    for input in inputs where nodes[input.node].calls.isEmpty {
      nodes[input.node].calls = [GraphCall()]
    }
    var graph = Graph(nodes: GraphReader.grouped(nodes), inputs: inputs, outputs: outputs)
    try NodeNumbers(config).settle(&graph)
    return graph
  }

  private func calls(_ json: JSON, _ references: References) throws -> [GraphCall] {
    guard let list = json["inbound_nodes"]?.arrayValue else { return [] }
    return try list.map { node in
      try node.objectValue == nil
        ? references.listedCall(node) : references.keyedCall(node)
    }
  }

  // MARK: Groups of weights

  /// The nodes with the groups under which Keras 3 keeps their weights: the class in snake case,
  /// numbered in the order of the layers.
  private static func grouped(_ nodes: [Graph.Node]) -> [Graph.Node] {
    var counts: [String: Int] = [:]
    return nodes.map { node in
      let base = SnakeCase.of(node.part.config.kind)
      let count = counts[base, default: 0]
      counts[base] = count + 1
      let group = count == 0 ? base : "\(base)_\(count)"
      let part = Part(
        node.name, groups: ["layers", group], node.layer, node.part.config)
      return Graph.Node(part: part, calls: node.calls)
    }
  }
}

/// Keras' way from a class name to a group name: `PReLU` → `p_re_lu`.
public enum SnakeCase {
  public static func of(_ name: String) -> String {
    let letters = Array(name.filter { $0.isLetter || $0.isNumber || $0 == "_" })
    var result = ""
    for (index, letter) in letters.enumerated() {
      if index > 0, letter.isUppercase {
        let before = letters[index - 1]
        let startsWord = index + 1 < letters.count && letters[index + 1].isLowercase
        if startsWord || before.isLowercase { result += "_" }
      }
      result += letter.lowercased()
    }
    return result
  }
}
