import Containers

/// What an editor asks at a stop.
extension Talk {
  func frames(thread: Int = 1) throws -> [JSON] {
    try done("stackTrace", ["threadId": .int(thread)])["stackFrames"]?.arrayValue ?? []
  }

  /// The innermost frame.
  func top(thread: Int = 1) throws -> JSON { try frames(thread: thread).first ?? .null }

  func scopes(_ frame: JSON) throws -> [JSON] {
    try done("scopes", ["frameId": frame["id"] ?? .null])["scopes"]?.arrayValue ?? []
  }

  func variables(_ holder: JSON, _ more: JSONObject = [:]) throws -> [JSON] {
    let reference = holder["variablesReference"] ?? .null
    let arguments = [("variablesReference", reference)] + more.map { ($0.key, $0.value) }
    return try done("variables", JSONObject(arguments.map { (key: $0.0, value: $0.1) }))[
      "variables"]?
      .arrayValue ?? []
  }

  /// The rows of a group of the innermost frame.
  func rows(_ scope: String, thread: Int = 1) throws -> [JSON] {
    let found = try scopes(try top(thread: thread)).first { $0["name"]?.stringValue == scope }
    guard let found else { throw Missing(what: "a scope \(scope)") }
    return try variables(found)
  }

  /// What a line of the console shows.
  @discardableResult
  func type(_ line: String) throws -> String {
    try done("evaluate", ["expression": .string(line), "context": .string("repl")])["result"]?
      .stringValue ?? ""
  }

  /// Everything that an editor shows of a place, without the numbers that stand for things.
  func picture() throws -> String {
    var text = ""
    for frame in try frames() {
      text += "\(frame["name"]?.text ?? "") \(frame["line"]?.text ?? "")\n"
      for scope in try scopes(frame) {
        text += "  \(scope["name"]?.text ?? "")\n"
        for row in try variables(scope) {
          text +=
            "    \(row["name"]?.text ?? "") \(row["value"]?.text ?? "") \(row["type"]?.text ?? "")\n"
        }
      }
    }
    return text
  }
}
