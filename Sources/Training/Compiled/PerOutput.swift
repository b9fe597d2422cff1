import Containers
import Equations

/// What `compile` was given for one output or for several: one thing for all, a list, or a dictionary by name.
enum PerOutput: Sendable {
  case all(JSON)
  case list([JSON?])
  case named([(name: String, value: JSON?)])

  /// Reads it; nil when nothing is saved. `isLeaf` says what is one thing and no list of several.
  init?(_ json: JSON?, isLeaf: (JSON) -> Bool = PerOutput.isObject) {
    guard let json, !json.isNull else { return nil }
    let plain = PerOutput.withoutTuple(json)
    if isLeaf(plain) {
      self = .all(plain)
    } else if let list = plain.arrayValue {
      self = .list(list.map { $0.isNull ? nil : $0 })
    } else if let object = plain.objectValue {
      self = .named(object.map { ($0.key, $0.value.isNull ? nil : $0.value) })
    } else {
      self = .all(plain)
    }
  }

  /// A word, or an object with its class.
  static func isObject(_ json: JSON) -> Bool {
    json.stringValue != nil || json["class_name"]?.stringValue != nil
  }

  /// Keras 3 saves a tuple as `{"class_name": "__tuple__", "items": […]}`.
  private static func withoutTuple(_ json: JSON) -> JSON {
    guard json["class_name"]?.stringValue == "__tuple__", let items = json["items"] else {
      return json
    }
    return items
  }

  /// One for every output, in their order; nil for an output that has none.
  func spread(over outputs: [String], _ what: String) throws(Obstacle) -> [JSON?] {
    switch self {
    case .all(let json): return outputs.map { _ in json }
    case .list(let list) where list.count == 1: return outputs.map { _ in list[0] }
    case .list(let list):
      guard list.count == outputs.count else {
        throw PerOutput.misfit(what, "\(list.count) for \(outputs.count) outputs")
      }
      return list
    case .named(let pairs):
      if let stray = pairs.first(where: { !outputs.contains($0.name) }) {
        throw PerOutput.misfit(
          what, "one for \(stray.name), and the outputs are \(outputs.joined(separator: ", "))")
      }
      return outputs.map { output in pairs.first { $0.name == output }?.value }
    }
  }

  private static func misfit(_ what: String, _ problem: String) -> Obstacle {
    Obstacle(
      path: what, kind: "compile", reason: "the file has \(problem)",
      advice: "Say what is meant with set loss.")
  }
}
