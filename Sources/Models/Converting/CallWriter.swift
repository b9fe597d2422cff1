import Containers
import Layers
import Tensors

/// Writes calls of layers as Keras 3 does: `{"args": […], "kwargs": {…}}` with a `__keras_tensor__` for each tensor.
struct CallWriter {
  private let graph: Graph
  private let path: String
  private let shapes: TensorShapes
  private let target: ConversionTarget

  init(_ graph: Graph, path: String, _ shapes: TensorShapes, _ target: ConversionTarget) {
    (self.graph, self.path, self.shapes, self.target) = (graph, path, shapes, target)
  }

  /// `["dense", 0, 0]`; among a model's ends the making of a nested Functional counts as its call 0.
  func triple(_ reference: TensorReference, isEnd: Bool = false) -> JSON {
    let node = graph.nodes[reference.node]
    let isModel = (node.layer as? ModelLayer).map { $0.json["input_layers"] != nil } ?? false
    return .array([
      .string(NameInKeras3.of(node.name)), .int(reference.call.index + (isEnd && isModel ? 1 : 0)),
      .int(reference.tensor),
    ])
  }

  func json(_ call: GraphCall, of node: Graph.Node) throws -> JSON {
    let (arguments, keywords) = try arranged(call, node)
    if target == .h5, keywords.isEmpty, let list = listed(arguments, node) { return list }
    return .object([
      "args": .array(try arguments.map { try json($0, of: node) }),
      "kwargs": .object(
        JSONObject(
          try keywords.sorted { $0.key < $1.key }.map {
            ($0.key, try json($0.value, of: node, $0.key))
          })),
    ])
  }

  // MARK: Arguments

  /// The arguments as Keras 3's layer takes them: several inputs in one list, first states under their name.
  private func arranged(
    _ call: GraphCall, _ node: Graph.Node
  ) throws -> (arguments: [GraphArgument], keywords: [String: GraphArgument]) {
    var arguments = call.arguments
    var keywords = call.keywords.filter { if case .none = $0.value { false } else { true } }
    if let function = node.part.config.json["function"]?.stringValue,
      let operation = TensorFlowOperation(function), let own = operation.arranged(call),
      node.layer.takesPlainValues
    {
      if let (number, format) = operation.numberOutOfRange(own.operands, format(of:)) {
        throw ConversionError(
          "\(node.name) compares numbers of \(format.rawValue) with \(number), which TensorFlow brings to that format and "
            + "Keras 3 does not",
          hint: "Compare with a number that \(format.rawValue) holds, and save again.")
      }
      return (own.operands, [:])
    }
    guard node.part.config.version.major < 3, !node.layer.takesPlainValues else {
      return (arguments, keywords)
    }
    if node.layer.isRecurrent, arguments.count > 1 {
      keywords["initial_state"] = .list(Array(arguments.dropFirst()))
      arguments = Array(arguments.prefix(1))
    }
    if arguments.count > 1 || CallWriter.takesLists.contains(node.part.config.kind) {
      arguments = [.list(arguments)]
    }
    return (arguments, keywords)
  }

  /// Layers that take a list, be it of one tensor.
  private static let takesLists: Set<String> = [
    "Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract",
    "Attention", "AdditiveAttention",
  ]

  /// The older form, `[["dense", 0, 0, {}], …]`, which Keras 2 reads too; nil where it cannot say the call.
  private func listed(_ arguments: [GraphArgument], _ node: Graph.Node) -> JSON? {
    guard arguments.count == 1, !node.layer.takesPlainValues else { return nil }
    let references: [TensorReference]
    switch arguments[0] {
    case .tensor(let reference): references = [reference]
    case .list(let list):
      references = list.compactMap { if case .tensor(let one) = $0 { one } else { nil } }
      guard references.count == list.count, references.count > 1 else { return nil }
    default: return nil
    }
    return .array(
      references.map { .array((triple($0).arrayValue ?? []) + [.object(JSONObject([]))]) })
  }

  private func json(
    _ argument: GraphArgument, of node: Graph.Node, _ key: String = ""
  ) throws -> JSON {
    switch argument {
    case .tensor(let reference): tensor(reference)
    case .list(let list): .array(try list.map { try json($0, of: node, key) })
    case .ellipsis where target == .h5:
      throw ConversionError(
        "\(node.name) has ... in an index, which Keras 3 does not read from an .h5",
        hint: "Give a name that ends in .keras.")
    default: try PlainJSON.of(argument, named: key, in: node.name)
    }
  }

  private func tensor(_ reference: TensorReference) -> JSON {
    let own = (graph.nodes[reference.node].layer as? InputLayer)?.shape
    let dims: [Int?] = [nil] + (known(reference)?.dims ?? own ?? [])
    return .object([
      "class_name": .string("__keras_tensor__"),
      "config": .object([
        "shape": .array(dims.map { $0.map(JSON.int) ?? .null }),
        "dtype": .string(format(of: reference).rawValue),
        "keras_history": triple(reference),
      ]),
    ])
  }

  private func format(of reference: TensorReference) -> DType {
    let input = graph.nodes[reference.node].layer as? InputLayer
    return known(reference)?.dtype ?? input?.dtype ?? .float32
  }

  private func known(_ reference: TensorReference) -> TensorShapes.Output? {
    let name = reference.call.path(graph.nodes[reference.node].name)
    return shapes.output(path.isEmpty ? name : "\(path)/\(name)", reference.tensor)
  }
}
