import Containers

/// What a client asks for.
struct Request: Sendable {
  let seq: Int
  let command: String
  let arguments: JSON

  /// Whether it interrupts a walk, which goes on when it is done.
  var changesStops: Bool { Request.changing.contains(command) }

  private static let changing: Set<String> = [
    "setBreakpoints", "setFunctionBreakpoints", "setExceptionBreakpoints", "setDataBreakpoints",
  ]

  /// The most that a message may hold.
  private static let limit = JSONLimit(values: 1_000_000, bytes: MessageReader.longest)

  /// Reads a message; nil of an answer or an event, which nothing here waits for.
  static func read(_ bytes: [UInt8]) throws(Broken) -> Request? {
    let json: JSON
    do {
      json = try JSON(parsing: Bytes(bytes), file: "message", limit: limit)
    } catch {
      let why = "\(error.place): expected \(error.expected), found \(error.found)"
      throw Broken(seq: 0, error: .noJSON(why))
    }
    let seq = json["seq"]?.intValue
    guard json.objectValue != nil else {
      throw Broken(seq: 0, error: .noRequest("it is no object"))
    }
    switch json["type"]?.stringValue {
    case "request": break
    case "response", "event": return nil
    default: throw Broken(seq: seq ?? 0, error: .noRequest(#"its type is not "request""#))
    }
    guard let seq, seq >= 0 else {
      throw Broken(seq: 0, error: .noRequest("it has no number seq"))
    }
    guard let command = json["command"]?.stringValue else {
      throw Broken(seq: seq, error: .noRequest("it has no command"))
    }
    return Request(seq: seq, command: command, arguments: json["arguments"] ?? .null)
  }

  /// A message that is no request: its number, where it has one, and why.
  struct Broken: Error, Equatable {
    let seq: Int
    let error: WireError
  }
}
