import Containers
import Synchronization

/// The line to a client: requests come in, and answers and events go out, each with the next number.
///
/// While something is computed, whoever computes asks `isInterrupted` from time to time; then what has come meanwhile
/// is looked at (`Link+Work`).
package final class Link: Sendable {
  /// What has come: a request, or what is none.
  enum Arrival: Sendable {
    case request(Request)
    case broken(Request.Broken)
  }

  struct State: Sendable {
    var reader = MessageReader()
    var waiting: [Arrival] = []
    var isAtEnd = false
    var seq = 0
    var work: Work?
    /// What the client is told of work that takes long.
    var reportsProgress = false
    var progressCount = 0
  }

  let state = Mutex(State())
  let source: any ByteSource
  private let write: @Sendable (String) -> Void
  /// When the line was looked at last, and how often one was asked since.
  let look = Mutex(Look())

  package init(_ source: any ByteSource, write: @escaping @Sendable (String) -> Void) {
    (self.source, self.write) = (source, write)
  }

  /// What comes next; nil at the end.
  func next() -> Arrival? {
    while true {
      let (first, isAtEnd) = state.withLock { state in
        (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isAtEnd)
      }
      if let first { return first }
      if isAtEnd { return nil }
      receive(waiting: true)
    }
  }

  /// Reads what has come, and queues it.
  func receive(waiting: Bool) {
    guard let bytes = source.read(waiting: waiting) else {
      return state.withLock { $0.isAtEnd = true }
    }
    guard !bytes.isEmpty else { return }
    state.withLock { state in
      for piece in state.reader.take(bytes) {
        switch piece {
        case .broken(let error): state.waiting.append(.broken(.init(seq: 0, error: error)))
        case .message(let message):
          do throws(Request.Broken) {
            if let request = try Request.read(message) { state.waiting.append(.request(request)) }
          } catch {
            state.waiting.append(.broken(error))
          }
        }
      }
    }
  }

  // MARK: What goes out

  /// Sends a message with the next number.
  private func send(_ type: String, _ members: [(key: String, value: JSON)]) {
    state.withLock { state in
      state.seq += 1
      let message = JSON.object(
        JSONObject([("seq", .int(state.seq)), ("type", .string(type))] + members)
      ).text
      write("Content-Length: \(message.utf8.count)\r\n\r\n\(message)")
    }
  }

  func event(_ name: String, _ body: JSONObject = [:]) {
    send("event", [("event", .string(name)), ("body", .object(body))])
  }

  func answer(_ request: Request, _ body: JSONObject) {
    send(
      "response",
      [
        ("request_seq", .int(request.seq)), ("success", .bool(true)),
        ("command", .string(request.command)), ("body", .object(body)),
      ])
  }

  /// Says that a request was not done, and why: `kind` is a word of the protocol's for it.
  func refuse(_ seq: Int, _ command: String, _ text: String, kind: String? = nil) {
    send(
      "response",
      [
        ("request_seq", .int(seq)), ("success", .bool(false)), ("command", .string(command)),
        ("message", .string(kind ?? text)),
        ("body", .object(["error": .object(Link.message(text))])),
      ])
  }

  /// A message as the protocol has it, shown to the person.
  private static func message(_ text: String) -> JSONObject {
    ["id": .int(1), "format": .string(text), "showUser": .bool(true)]
  }
}
