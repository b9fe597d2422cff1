import Containers
import Terminal
import TestSupport

/// The JSON schema of the protocol, where it is at hand: KERASTEP_DAP_SCHEMA names it, or it lies beside the checkout.
///
/// Every message that tests send and get is held against it.
enum Schema {
  static let definitions: JSON? = {
    let places = [
      Terminal.environment("KERASTEP_DAP_SCHEMA"),
      "\(Repository.path)/../shared/dap/debugAdapterProtocol.json",
    ]
    for path in places.compactMap(\.self) {
      guard let file = try? FileBytes(path: path) else { continue }
      return try? JSON(parsing: file.bytes, file: path)["definitions"]
    }
    return nil
  }()

  struct Violation: Error, CustomStringConvertible {
    let description: String
  }

  /// Throws where a message is not as the schema has it; does nothing without one.
  static func check(_ message: JSON) throws {
    guard let definitions else { return }
    let name = try name(of: message)
    guard let schema = definitions[name] else {
      throw Violation(description: "the protocol has no \(name)")
    }
    try check(message, schema, name)
  }

  /// `StoppedEvent`, `NextRequest`, `NextResponse`.
  private static func name(of message: JSON) throws -> String {
    func capital(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
    switch message["type"]?.stringValue {
    case "event": return capital(message["event"]?.stringValue ?? "") + "Event"
    case "request": return capital(message["command"]?.stringValue ?? "") + "Request"
    case "response" where message["success"] == .bool(false): return "ErrorResponse"
    case "response": return capital(message["command"]?.stringValue ?? "") + "Response"
    default: throw Violation(description: "no message: \(message.text)")
    }
  }

  static func check(_ value: JSON, _ schema: JSON, _ place: String) throws {
    if let reference = schema["$ref"]?.stringValue {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      return try check(value, definitions?[name] ?? .null, place)
    }
    for part in schema["allOf"]?.arrayValue ?? [] { try check(value, part, place) }
    if let types = schema["type"]?.arrayValue ?? schema["type"].map({ [$0] }) {
      guard types.contains(where: { isOf($0.stringValue ?? "", value) }) else {
        throw Violation(description: "\(place) is \(value.text), not \(types.map(\.text))")
      }
    }
    if let words = schema["enum"]?.arrayValue, !words.contains(value) {
      throw Violation(description: "\(place) is \(value.text), none of \(words.map(\.text))")
    }
    for key in schema["required"]?.arrayValue ?? [] {
      guard value[key.stringValue ?? ""] != nil else {
        throw Violation(description: "\(place) has no \(key.text): \(value.text)")
      }
    }
    for (key, inner) in schema["properties"]?.objectValue ?? [:] {
      if let member = value[key] { try check(member, inner, "\(place).\(key)") }
    }
    if let items = schema["items"] {
      for (index, item) in (value.arrayValue ?? []).enumerated() {
        try check(item, items, "\(place)[\(index)]")
      }
    }
  }

  private static func isOf(_ type: String, _ value: JSON) -> Bool {
    switch type {
    case "object": value.objectValue != nil
    case "array": value.arrayValue != nil
    case "string": value.stringValue != nil
    case "boolean": value.boolValue != nil
    case "integer": value.intValue != nil
    case "number": value.doubleValue != nil
    case "null": value.isNull
    default: false
    }
  }
}
