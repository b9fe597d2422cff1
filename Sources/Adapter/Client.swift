import Containers

/// What a client is, and what it can do: what `initialize` told.
struct Client {
  /// What is added to numbers that count from 0.
  var firstLine = 1
  var firstColumn = 1
  /// Whether files are named by `file:` addresses.
  var usesURIs = false
  var hasInvalidated = false
  var hasPaging = false
  var hasColours = false
  var hasProgress = false

  init() {}

  init(_ arguments: Arguments) throws(RequestError) {
    firstLine = try arguments.bool("linesStartAt1") == false ? 0 : 1
    firstColumn = try arguments.bool("columnsStartAt1") == false ? 0 : 1
    switch try arguments.string("pathFormat") {
    case nil, "path": usesURIs = false
    case "uri": usesURIs = true
    case let other?:
      throw RequestError(
        "pathFormat \(other.debugDescription) is not known", hint: #"It is "path" or "uri"."#)
    }
    hasInvalidated = try arguments.bool("supportsInvalidatedEvent") ?? false
    hasPaging = try arguments.bool("supportsVariablePaging") ?? false
    hasColours = try arguments.bool("supportsANSIStyling") ?? false
    hasProgress = try arguments.bool("supportsProgressReporting") ?? false
  }

  /// A line that counts from 1, as the client counts.
  func line(_ line: Int) -> JSON { .int(line - 1 + firstLine) }

  /// A line as the client counts, from 1.
  func line(given line: Int) -> Int { line &- firstLine &+ 1 }

  /// The column at which lines begin.
  var column: JSON { .int(firstColumn) }

  /// How a file is named to the client.
  func name(ofFile path: String) -> String { usesURIs ? FileAddress.address(path) : path }

  /// The path of a file that the client names.
  func path(ofFile name: String) -> String {
    FileAddress.path(name) ?? name
  }
}
