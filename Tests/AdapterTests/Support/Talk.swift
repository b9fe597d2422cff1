import Console
import Containers
import Synchronization
import Teaching
import TestSupport

@testable import Adapter

/// A client beside the adapter, in one process: it asks, and gets what was answered and told meanwhile.
final class Talk {
  let adapter: Adapter
  private let wire: Wire
  private var seq = 0
  /// Events that were not looked at yet.
  private(set) var events: [JSON] = []
  /// The folder of its listings.
  let cache: TemporaryDirectory

  /// A client that can do everything, or what `initialize` says of it.
  init(cache: TemporaryDirectory = TemporaryDirectory()) {
    _ = Repository.path
    let wire = Wire()
    self.wire = wire
    self.cache = cache
    adapter = Adapter(
      Link(wire, write: { wire.told($0) }), commands: Teaching.commands, cache: cache.path)
    adapter.console.stateFolder = nil
    adapter.console.configFolder = nil
  }

  static let able: JSONObject = [
    "adapterID": .string("kerastep"), "supportsInvalidatedEvent": .bool(true),
    "supportsVariablePaging": .bool(true), "supportsVariableType": .bool(true),
  ]

  /// A walk that stands at its beginning.
  convenience init(
    _ model: String, input: String?, _ more: JSONObject = [:], client: JSONObject = Talk.able
  ) throws {
    self.init()
    var members: [(key: String, value: JSON)] = [("model", .string(model))]
    if let input { members.append(("input", .string(input))) }
    try done("initialize", client)
    try done("launch", JSONObject(members + more.map { ($0.key, $0.value) }))
    try done("configurationDone")
  }

  /// Asks, and gives the answer.
  @discardableResult
  func ask(_ command: String, _ arguments: JSONObject = [:]) throws -> JSON {
    seq += 1
    let request = JSON.object([
      "seq": .int(seq), "type": .string("request"), "command": .string(command),
      "arguments": .object(arguments),
    ])
    try Schema.check(request)
    return try send(Wire.framed(request.text), answering: seq)
  }

  /// Sends bytes as they are, and gives the answer to a request of a number.
  func send(_ bytes: [UInt8], answering seq: Int) throws -> JSON {
    wire.send(bytes)
    adapter.link.receive(waiting: false)
    while let arrival = adapter.link.nextWaiting() { adapter.take(arrival) }
    var answer: JSON?
    for message in wire.taken() {
      try Schema.check(message)
      if message["type"] == .string("event") {
        events.append(message)
      } else if message["request_seq"] == .int(seq) {
        answer = message
      }
    }
    guard let answer else { throw Missing(what: "an answer to \(seq)") }
    return answer
  }

  /// Asks for what must succeed, and gives the body of the answer.
  @discardableResult
  func done(_ command: String, _ arguments: JSONObject = [:]) throws -> JSON {
    let answer = try ask(command, arguments)
    guard answer["success"] == .bool(true) else {
      throw Missing(what: "success of \(command): \(answer["message"]?.text ?? "")")
    }
    return answer["body"] ?? .null
  }

  /// What is said of a request that must fail.
  func refusal(_ command: String, _ arguments: JSONObject = [:]) throws -> String {
    let answer = try ask(command, arguments)
    guard answer["success"] == .bool(false) else { throw Missing(what: "failure of \(command)") }
    return answer["body"]?["error"]?["format"]?.stringValue ?? ""
  }

  /// Takes the events since the last time.
  func takeEvents(_ name: String? = nil) -> [JSON] {
    defer { events = [] }
    return events.filter { name == nil || $0["event"]?.stringValue == name }.map {
      $0["body"] ?? .null
    }
  }

  /// The same, each with its name.
  func takenEvents() -> [JSON] {
    defer { events = [] }
    return events
  }

  struct Missing: Error { let what: String }
}

/// What goes between the two.
final class Wire: ByteSource {
  private struct Lines: Sendable {
    var sent: [UInt8] = []
    var told = ""
    var isClosed = false
  }

  private let lines = Mutex(Lines())

  static func framed(_ text: String) -> [UInt8] {
    Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
  }

  func send(_ bytes: [UInt8]) { lines.withLock { $0.sent += bytes } }

  func close() { lines.withLock { $0.isClosed = true } }

  func told(_ text: String) { lines.withLock { $0.told += text } }

  /// Whether all that was sent was read.
  var isRead: Bool { lines.withLock { $0.sent.isEmpty } }

  func read(waiting: Bool) -> [UInt8]? {
    lines.withLock { lines in
      defer { lines.sent = [] }
      return lines.sent.isEmpty && lines.isClosed ? nil : lines.sent
    }
  }

  /// The messages that were sent since the last time, cut as the protocol says and by nothing of ours.
  func taken() -> [JSON] {
    let text = lines.withLock { lines in
      defer { lines.told = "" }
      return lines.told
    }
    var rest = Array(text.utf8)[...]
    var messages: [JSON] = []
    while !rest.isEmpty {
      let head = String(decoding: rest.prefix(64), as: UTF8.self)
      guard head.hasPrefix("Content-Length: "), let end = head.firstRange(of: "\r\n\r\n"),
        let count = Int(head[head.index(head.startIndex, offsetBy: 16)..<end.lowerBound])
      else { return messages + [.string("no header: \(head)")] }
      rest = rest.dropFirst(head[..<end.upperBound].utf8.count)
      let body = String(decoding: rest.prefix(count), as: UTF8.self)
      messages.append((try? JSON(parsing: body, file: "message")) ?? .string("no JSON: \(body)"))
      rest = rest.dropFirst(count)
    }
    return messages
  }
}
