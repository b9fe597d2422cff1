import Containers
import Layers

/// Reads a Sequential: layers in a row, the first of which may leave its input unsaid.
struct SequentialReader {
  private let config: Config
  private var nodes: [Graph.Node] = []
  private var inputs: [TensorReference] = []

  private init(_ config: Config) { self.config = config }

  static func graph(_ list: [JSON], _ config: Config) throws -> Graph {
    var reader = SequentialReader(config)
    guard let first = list.first else { throw config.error("layers", "at least one layer") }
    let last: Int
    if config.version.major < 2, let branches = branches(first) {
      let ends = try branches.map { try reader.row($0[...]) }
      let merge = reader.append(try config.part(first), reading: ends)
      last = try reader.row(list.dropFirst(), after: merge)
    } else {
      last = try reader.row(list[...])
    }
    // A last layer of several outputs makes them the model's.
    let outputs = (0..<max(reader.nodes[last].layer.outputCount, 1)).map {
      TensorReference(node: last, call: 0, tensor: $0)
    }
    return Graph(nodes: reader.nodes, inputs: reader.inputs, outputs: outputs)
  }

  /// Keras 1 could begin with a `Merge` of Sequentials; their layers count as the model's own.
  private static func branches(_ first: JSON) -> [[JSON]]? {
    guard first["class_name"]?.stringValue == "Merge",
      let layers = first["config"]?["layers"]?.arrayValue, !layers.isEmpty
    else { return nil }
    let rows = layers.compactMap { layer -> [JSON]? in
      guard layer["class_name"]?.stringValue == "Sequential" else { return nil }
      return layer["config"]?.arrayValue
    }
    return rows.count == layers.count ? rows : nil
  }

  /// Appends layers in a row and gives the last one; a row that reads nothing gets an input.
  private mutating func row(_ list: ArraySlice<JSON>, after before: Int? = nil) throws -> Int {
    var last = before
    for json in list {
      let part = try config.part(json)
      if last == nil {
        let input = part.layer is InputLayer ? part : try implicitInput(before: part)
        last = append(input, reading: [])
        inputs.append(TensorReference(node: nodes.count - 1, call: 0, tensor: 0))
        if part.layer is InputLayer { continue }
      }
      last = append(part, reading: [last].compactMap { $0 })
    }
    guard let last else { throw config.error("layers", "at least one layer") }
    return last
  }

  private mutating func append(_ part: Part, reading sources: [Int]) -> Int {
    var call = GraphCall()
    call.arguments = sources.map { .tensor(TensorReference(node: $0, call: 0, tensor: 0)) }
    nodes.append(Graph.Node(part: part, calls: [call]))
    return nodes.count - 1
  }

  /// The input that older files leave out: shape and format stand in the first layer's config.
  private func implicitInput(before first: Part) throws -> Part {
    var pairs: [(key: String, value: JSON)] = [
      (key: "name", value: .string(first.name + "_input"))
    ]
    let own = first.config.json
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

  /// A nested model carries the shape in its own first layer.
  private func innerShape(_ first: Part) -> JSON? {
    guard let nested = first.layer as? ModelLayer else { return nil }
    let input = nested.inputNodes.first?.part.config.json
    return input?["batch_shape"] ?? input?["batch_input_shape"]
  }
}
