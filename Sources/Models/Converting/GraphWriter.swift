import Containers
import Layers

/// Writes a model of layers as Keras 3 does: layers in a row as a Sequential, all others as a Functional.
struct GraphWriter {
  let model: ModelLayer
  private let name: String
  /// The path of what stands in it; empty for the model itself.
  private let path: String
  private let calls: CallWriter

  init(_ model: ModelLayer, named name: String, path: String, _ writer: LayerWriter) {
    (self.model, self.path) = (model, path)
    self.name = NameInKeras3.of(name)
    calls = CallWriter(model.graph, path: path, writer.shapes, writer.target)
  }

  func json(_ writer: inout LayerWriter) throws -> JSON {
    try checkNames()
    return isRow ? try sequential(&writer) : try functional(&writer)
  }

  /// Whether its layers stand in a row, and it was a Sequential.
  private var isRow: Bool {
    guard model.json["input_layers"] == nil,
      model.json["layers"] != nil || model.json.arrayValue != nil,
      model.graph.inputs.count == 1, model.graph.nodes.first?.layer is InputLayer
    else { return false }
    return model.graph.nodes.enumerated().dropFirst().allSatisfy { index, node in
      node.calls.count == 1 && Set(node.calls[0].references.map(\.node)) == [index - 1]
    }
  }

  /// Names that a slash made different.
  private func checkNames() throws {
    var seen: Set<String> = []
    for node in model.graph.nodes where !seen.insert(NameInKeras3.of(node.name)).inserted {
      throw ConversionError(
        "two layers would be called \(NameInKeras3.of(node.name)): Keras 3 takes no / in a name")
    }
  }

  private func inner(_ node: Graph.Node) -> String {
    path.isEmpty ? node.name : "\(path)/\(node.name)"
  }

  // MARK: Sequential

  private func sequential(_ writer: inout LayerWriter) throws -> JSON {
    var layers: [JSON] = []
    for (index, node) in model.graph.nodes.enumerated() {
      // A model in another one gets its shape from what is in front of it.
      if index == 0, !path.isEmpty, (node.layer as? InputLayer)?.shape == nil { continue }
      layers.append(try writer.json(node.layer, node.part.config, path: inner(node)))
    }
    return Keras3Object.json(
      "keras", "Sequential",
      .object([
        "name": .string(name), "trainable": model.json["trainable"] ?? .bool(true),
        "layers": .array(layers),
      ]))
  }

  // MARK: Functional

  private func functional(_ writer: inout LayerWriter) throws -> JSON {
    let graph = model.graph
    let apart = leftOut
    if !apart.isEmpty {
      writer.remark(
        "what add_loss and add_metric add for fit is left out: Keras 3 has no such layers")
    }
    let layers = try KerasOrder(graph).nodes.filter { !apart.contains($0) }.map { index in
      let node = graph.nodes[index]
      let body = try writer.json(
        node.layer, node.part.config, path: inner(node), call: node.calls.first)
      let nodes =
        node.layer is InputLayer ? [] : try node.calls.map { try calls.json($0, of: node) }
      let more: [(key: String, value: JSON)] = [
        ("name", .string(NameInKeras3.of(node.name))), ("inbound_nodes", .array(nodes)),
      ]
      return JSON.object(
        JSONObject((body.objectValue ?? JSONObject([])).map { ($0.key, $0.value) } + more))
    }
    return Keras3Object.json(
      "keras.src.models.functional", "Functional",
      .object([
        "name": .string(name), "trainable": model.json["trainable"] ?? .bool(true),
        "layers": .array(layers), "input_layers": ends(graph.inputs, "input_layers"),
        "output_layers": ends(graph.outputs, "output_layers"),
      ]),
      registered: .string("Functional"))
  }

  /// The layers that serve fit alone; none where one of them has weights, which belong to the model.
  private var leftOut: Set<Int> {
    let apart = model.nodesOfFit
    let hasWeights = apart.contains { index in
      let layer = model.graph.nodes[index].layer
      return ([layer] + layer.allParts).contains { !$0.weights.isEmpty }
    }
    return hasWeights ? [] : apart
  }

  /// What a model takes or gives: by names where the file has them, else in order, one by itself.
  private func ends(_ references: [TensorReference], _ key: String) -> JSON {
    let triples = references.map { calls.triple($0, isEnd: true) }
    if let names = model.json[key]?.objectValue?.keys.sorted(), names.count == triples.count {
      return .object(JSONObject(zip(names, triples).map { ($0, $1) }))
    }
    if triples.count == 1, let one = triples.first { return one }
    return .array(triples)
  }
}
