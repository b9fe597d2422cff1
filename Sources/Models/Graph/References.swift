import Containers
import Layers

/// Reads how a file speaks of tensors: `["dense", 0, 0]`, and Keras 3's `__keras_tensor__`.
struct References {
  let byName: [String: Int]
  let config: Config

  private func reference(_ name: String, _ call: Int, _ tensor: Int, _ key: String) throws
    -> TensorReference
  {
    guard let node = byName[name] else {
      throw config.error(key, "the name of a layer; there is no layer \(name)")
    }
    guard (0..<1 << 20).contains(call), (0..<1 << 20).contains(tensor) else {
      throw config.error(key, "small numbers of a call and a tensor")
    }
    return TensorReference(node: node, call: call, tensor: tensor)
  }

  /// `["dense", 0, 0]` with whatever follows; nil when it is something else.
  private func triple(_ json: JSON) -> (name: String, call: Int, tensor: Int)? {
    guard let name = json[0]?.stringValue, let call = json[1]?.intValue,
      let tensor = json[2]?.intValue
    else { return nil }
    return (name, call, tensor)
  }

  /// One triple, a list of them, or an object of them in the order of its keys.
  func list(_ json: JSON, _ key: String) throws -> [TensorReference] {
    if let one = triple(json) {
      return [try reference(one.name, one.call, one.tensor, key)]
    }
    if let object = json.objectValue {
      return try object.sorted { $0.key < $1.key }.flatMap { try list($0.value, key) }
    }
    guard let elements = json.arrayValue else { throw config.error(key, "a list of tensors") }
    return try elements.flatMap { try list($0, key) }
  }

  // MARK: Keras 1 and 2

  /// `[["dense", 0, 0, {"mask": ["any", 0, 0]}], …]`.
  func listedCall(_ json: JSON) throws -> GraphCall {
    var call = GraphCall()
    let entries = triple(json) != nil ? [json] : json.arrayValue ?? json.objectValue.map { $0.map(\.value) } ?? []
    for entry in entries {
      guard let one = triple(entry) else {
        // ["_CONSTANT_VALUE", −1, 2.5, {…}]
        if entry[0]?.stringValue == "_CONSTANT_VALUE" {
          call.arguments.append(plain(entry[2] ?? .null))
          continue
        }
        throw config.error("inbound_nodes", "calls as [layer, call, tensor]")
      }
      if one.name == "_CONSTANT_VALUE" {
        call.arguments.append(plain(entry[2] ?? .null))
        continue
      }
      call.arguments.append(
        .tensor(try reference(one.name, one.call, one.tensor, "inbound_nodes")))
      for (key, value) in entry[3]?.objectValue ?? JSONObject([]) {
        call.keywords[key] = try listedKeyword(value)
      }
    }
    return call
  }

  private func listedKeyword(_ json: JSON) throws -> GraphArgument {
    if let one = triple(json), byName[one.name] != nil {
      return .tensor(try reference(one.name, one.call, one.tensor, "inbound_nodes"))
    }
    if let list = json.arrayValue { return .list(try list.map(listedKeyword)) }
    return plain(json)
  }

  // MARK: Keras 3

  /// `{"args": […], "kwargs": {…}}`.
  func keyedCall(_ json: JSON) throws -> GraphCall {
    var call = GraphCall()
    call.arguments = try (json["args"]?.arrayValue ?? []).map(keyed)
    for (key, value) in json["kwargs"]?.objectValue ?? JSONObject([]) {
      call.keywords[key] = try keyed(value)
    }
    return call
  }

  private func keyed(_ json: JSON) throws -> GraphArgument {
    if json["class_name"]?.stringValue == "__keras_tensor__" {
      guard let one = json["config"]?["keras_history"].flatMap(triple) else {
        throw config.error("inbound_nodes", "a keras_history")
      }
      return .tensor(try reference(one.name, one.call, one.tensor, "inbound_nodes"))
    }
    if let list = json.arrayValue { return .list(try list.map(keyed)) }
    if let object = json.objectValue, object["class_name"] == nil {
      return .list(try object.sorted { $0.key < $1.key }.map { try keyed($0.value) })
    }
    return plain(json)
  }

  private func plain(_ json: JSON) -> GraphArgument {
    switch json {
    case .null: .none
    case .bool(let bool): .bool(bool)
    case .int(let int): .number(Double(int))
    case .double(let double): .number(double)
    default: .other(json.text)
    }
  }
}

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
        throw config.error(
          "inbound_nodes", "calls of \(graph.nodes[node].name) that the file also lists")
      }
    }
    func settled(_ reference: TensorReference) throws -> TensorReference {
      guard let offset = offsets[reference.node] else { return reference }
      guard reference.call >= offset else {
        throw config.error("inbound_nodes", "calls that are counted from 1")
      }
      return TensorReference(
        node: reference.node, call: reference.call - offset, tensor: reference.tensor)
    }
    func settled(_ argument: GraphArgument) throws -> GraphArgument {
      switch argument {
      case .tensor(let reference): .tensor(try settled(reference))
      case .list(let list): .list(try list.map(settled))
      default: argument
      }
    }
    graph.inputs = try graph.inputs.map(settled)
    graph.outputs = try graph.outputs.map(settled)
    for node in graph.nodes.indices {
      for call in graph.nodes[node].calls.indices {
        let old = graph.nodes[node].calls[call]
        graph.nodes[node].calls[call] = GraphCall(
          arguments: try old.arguments.map(settled), keywords: try old.keywords.mapValues(settled))
      }
    }
  }
}
