import Containers
import TestSupport
import Testing

@testable import Adapter

/// Whatever is asked, in whatever order: there is one answer to each, and the conversation goes on.
struct WildTests {
  private static let values: [JSON] = [
    .null, .bool(true), .int(-1), .int(0), .int(1), .int(2), .int(Int.max), .int(Int.min),
    .double(1.5),
    .double(1e300), .string(""), .string("f"), .string("lstm.C[3]"), .string("step"),
    .string("[3]"),
    .string("nan"), .string("{"), .string("\u{0}\u{1B}[31m"), .array([]), .array([.int(1)]),
    .array([.object(["line": .int(5)])]), .array([.object(["name": .string("lstm.f")])]),
    .object([:]), .object(["path": .string("/etc/passwd")]), .object(["model": .string("lstm")]),
    .string(String(repeating: "(", count: 400)),
  ]
  private static let names = [
    "threadId", "frameId", "variablesReference", "expression", "context", "line", "column", "text",
    "source", "breakpoints", "filters", "filterOptions", "name", "value", "targetId", "start",
    "count",
    "granularity", "levels", "model", "input", "arguments", "requestId", "lines",
  ]
  private static let lines = [
    "step 3", "rev step", "open xor", "feed [0, 1]", "feed ones", "break lstm.f", "delete",
    "continue",
    "set var f[0] = 2", "display C", "restart", "target [1, 0]", "sample 1", "lesson 1", "q1",
    "commands 1",
    "end", "precision float64", "train", "nonsense", "p x", "reset",
  ]

  @Test(arguments: 0..<24)
  func eachRequestHasOneAnswer(_ seed: Int) throws {
    var chance = Chance(seed: UInt64(seed) &+ 77)
    let talk = try Talk("lstm", input: "[[0, 1], [2, 3], [4, 5]]")
    let known = Requests.all.map(\.command).filter { !["disconnect", "terminate"].contains($0) }
    for number in 1...60 {
      guard talk.adapter.phase == .walking else { return }
      let command = known.randomElement(using: &chance) ?? "next"
      var arguments: [(key: String, value: JSON)] = []
      if Bool.random(using: &chance), command == "evaluate" {
        arguments = [
          ("expression", .string(Self.lines.randomElement(using: &chance) ?? "")),
          ("context", .string("repl")),
        ]
      } else {
        if Bool.random(using: &chance) { arguments.append(("threadId", .int(1))) }
        for _ in 0..<Int.random(in: 0...4, using: &chance) {
          arguments.append(
            (
              Self.names.randomElement(using: &chance) ?? "",
              Self.values.randomElement(using: &chance) ?? .null
            ))
        }
      }
      let text = JSON.object([
        "seq": .int(1000 + number), "type": .string("request"), "command": .string(command),
        "arguments": .object(JSONObject(arguments)),
      ]).text
      let answer = try talk.send(Wire.framed(text), answering: 1000 + number)
      #expect(answer["command"] == .string(command))
      if answer["success"] == .bool(false) {
        #expect(answer["body"]?["error"]?["format"]?.stringValue?.isEmpty == false, "\(text)")
      }
    }
    // It still walks, or says why it cannot.
    _ = try talk.ask("restart")
    #expect(try talk.ask("threads")["success"] == .bool(true))
  }

  /// Damaged messages have an answer too, to 0 where they have no number.
  @Test(arguments: 0..<40)
  func damagedMessagesAreAnswered(_ seed: Int) throws {
    var chance = Chance(seed: UInt64(seed) &+ 5)
    let talk = try Talk("xor", input: "[0, 1]")
    var bytes = Array(
      #"{"seq":7,"type":"request","command":"evaluate","arguments":{"expression":"z"}}"#.utf8)
    for _ in 0...Int.random(in: 0..<3, using: &chance) {
      bytes[Int.random(in: 0..<bytes.count, using: &chance)] = UInt8.random(
        in: 0...255, using: &chance)
    }
    let frame = Array("Content-Length: \(bytes.count)\r\n\r\n".utf8) + bytes
    let plain = #"{"seq":8,"type":"request","command":"threads"}"#
    let answer = try talk.send(frame + Wire.framed(plain), answering: 8)
    #expect(answer["success"] == .bool(true))
  }
}
