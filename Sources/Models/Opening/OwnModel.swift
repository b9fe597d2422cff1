import Containers
import Layers

/// A model of a class that only Python code can build: how its layers are connected is not in the file.
///
/// It opens as one layer between an input and the output, which has all the weights: what it computes can be said like
/// that of any other layer.
enum OwnModel {
  static func layer(_ layer: any Layer, _ config: Config, _ json: JSON) throws -> ModelLayer {
    let shape = json["build_config"]?["input_shape"] ?? .null
    let isPlain = shape.arrayValue?.allSatisfy { $0.isNull || $0.intValue != nil } ?? false
    let name = config.name == "input" ? "model_input" : "input"
    var pairs: [(key: String, value: JSON)] = [(key: "name", value: .string(name))]
    if isPlain { pairs.append((key: "batch_shape", value: shape)) }
    let input = Config(
      name: name, kind: "InputLayer", version: config.version,
      json: .object(JSONObject(pairs)), factory: config.factory)
    let inputNode = Graph.Node(
      part: Part(name, groups: [noGroup], try InputLayer(input), input), calls: [GraphCall()])
    let first = TensorReference(node: 0, call: 0, tensor: 0)
    let node = Graph.Node(
      part: Part(config.name, groups: [], layer, config),
      calls: [GraphCall(arguments: [.tensor(first)])])
    let outputs = (0..<max(layer.outputCount, 1)).map {
      TensorReference(node: 1, call: 0, tensor: $0)
    }
    let graph = Graph(nodes: [inputNode, node], inputs: [first], outputs: outputs)
    return try ModelLayer(name: config.name, kind: config.kind, graph)
  }

  /// Where the input has its weights: nowhere.
  private static let noGroup = "no group"

  /// Whether a graph is that of such a model.
  static func isOne(_ graph: Graph) -> Bool {
    graph.nodes.count == 2 && graph.nodes[1].part.groups.isEmpty
  }

  /// What is said of such a model where it is opened; nil of any other.
  static func remark(_ layer: ModelLayer) -> String? {
    guard isOne(layer.graph) else { return nil }
    return
      "\(layer.kind) is a class that only its Python code can build: how its layers are connected is not in the "
      + "file. It is opened as one layer with all its weights, which layer \(layer.name) shows"
  }
}
