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
      throw GraphError(
        model: config.name, reason: "\(key) speaks of \(name), which is none of its layers")
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

  /// `[["dense", 0, 0, {"mask": ["any", 0, 0]}], …]`, or one such entry by itself.
  func listedCall(_ json: JSON) throws -> GraphCall {
    var call = GraphCall()
    let isOne = triple(json) != nil || json[0]?.stringValue == References.constant
    let entries =
      isOne ? [json] : json.arrayValue ?? json.objectValue.map { $0.map(\.value) } ?? []
    for entry in entries {
      // ["_CONSTANT_VALUE", −1, 2.5, {…}]
      if entry[0]?.stringValue == References.constant {
        call.arguments.append(Literal.argument(entry[2] ?? .null))
      } else if let one = triple(entry) {
        call.arguments.append(
          .tensor(try reference(one.name, one.call, one.tensor, "inbound_nodes")))
      } else {
        throw config.error("inbound_nodes", "calls as [layer, call, tensor]")
      }
      for (key, value) in entry[3]?.objectValue ?? JSONObject([]) {
        call.keywords[key] = try listedKeyword(value)
      }
    }
    if config.version.major >= 3, call.arguments.count > 1 {
      // Keras 3 takes the older form for a call with a list.
      call.arguments = [.list(call.arguments)]
    }
    return call
  }

  /// A call of an operation, whose first argument is written as it was: a tensor, a number, or
  /// lists of them, each with the keywords of the call.
  func plainCall(_ json: JSON) throws -> GraphCall {
    var call = GraphCall()
    func argument(_ json: JSON) throws -> GraphArgument {
      let isConstant = json[0]?.stringValue == References.constant
      let tensor = isConstant ? nil : triple(json)
      guard isConstant || tensor != nil else {
        guard let list = json.arrayValue else {
          throw config.error("inbound_nodes", "calls as [layer, call, tensor]")
        }
        return .list(try list.map(argument))
      }
      for (key, value) in json[3]?.objectValue ?? JSONObject([]) {
        call.keywords[key] = try listedKeyword(value, isPlain: true)
      }
      guard let tensor else { return Literal.argument(json[2] ?? .null, isPlain: true) }
      return .tensor(try reference(tensor.name, tensor.call, tensor.tensor, "inbound_nodes"))
    }
    call.arguments = [try argument(json)]
    return call
  }

  /// What stands in the place of a layer's name before a plain number.
  private static let constant = "_CONSTANT_VALUE"

  private func listedKeyword(_ json: JSON, isPlain: Bool = false) throws -> GraphArgument {
    if let one = triple(json), byName[one.name] != nil {
      return .tensor(try reference(one.name, one.call, one.tensor, "inbound_nodes"))
    }
    if json[0]?.stringValue == References.constant {
      return Literal.argument(json[2] ?? .null, isPlain: isPlain)
    }
    if let list = json.arrayValue {
      return .list(try list.map { try listedKeyword($0, isPlain: isPlain) })
    }
    return Literal.argument(json, isPlain: isPlain)
  }

  // MARK: Keras 3

  /// `{"args": […], "kwargs": {…}}`.
  func keyedCall(_ json: JSON, isPlain: Bool = false) throws -> GraphCall {
    guard let arguments = json["args"]?.arrayValue, let keywords = json["kwargs"]?.objectValue
    else {
      throw config.error("inbound_nodes", "a list of args and an object of kwargs in each")
    }
    var call = GraphCall()
    call.arguments = try arguments.map { try keyed($0, isPlain) }
    for (key, value) in keywords {
      call.keywords[key] = try keyed(value, isPlain)
    }
    return call
  }

  private func keyed(_ json: JSON, _ isPlain: Bool) throws -> GraphArgument {
    if json["class_name"]?.stringValue == "__keras_tensor__" {
      guard let one = json["config"]?["keras_history"].flatMap(triple) else {
        throw config.error("inbound_nodes", "a keras_history")
      }
      return .tensor(try reference(one.name, one.call, one.tensor, "inbound_nodes"))
    }
    if let list = json.arrayValue {
      return .list(try list.map { try keyed($0, isPlain) })
    }
    if let object = json.objectValue, object["class_name"] == nil {
      return .list(try object.sorted { $0.key < $1.key }.map { try keyed($0.value, isPlain) })
    }
    return Literal.argument(json, isPlain: isPlain)
  }
}
