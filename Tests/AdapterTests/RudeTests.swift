import Containers
import Debugging
import TestSupport
import Testing

@testable import Adapter

/// Clients that do what the protocol does not provide for: each is told what to do, and the conversation goes on.
struct RudeTests {
  private static let thread: JSONObject = ["threadId": .int(1)]

  private func opened() throws -> Talk { try Talk("xor", input: "[0, 1]") }

  /// What is said of a request that the protocol's schema would not let pass.
  private func refusal(
    _ talk: Talk, _ command: String, _ arguments: String = "{}"
  ) throws -> String {
    let request =
      #"{"seq":99,"type":"request","command":"\#(command)","arguments":\#(arguments)}"#
    let answer = try talk.send(Wire.framed(request), answering: 99)
    #expect(answer["success"] == .bool(false), "\(command)")
    return answer["body"]?["error"]?["format"]?.stringValue ?? ""
  }

  /// What a client sends of arguments that it was not given: Emacs' dap-mode names a program and a folder, both null.
  @Test func whatIsNullWasNotSent() throws {
    let talk = Talk()
    try talk.done("initialize", Talk.able)
    try talk.done(
      "launch",
      [
        "model": .string("xor"), "input": .array([.int(0), .int(1)]), "program": .null,
        "cwd": .null, "stopOnEntry": .null,
      ])
    try talk.done("configurationDone")
    #expect(talk.takeEvents("stopped").map { $0["reason"] } == [.string("entry")])
  }

  /// In several languages an empty object and an empty list are the same.
  @Test func anEmptyListIsNoArguments() throws {
    let talk = try opened()
    for (arguments, succeeds) in [("[]", true), ("{}", true), ("null", true), ("[1]", false)] {
      let request = #"{"seq":50,"type":"request","command":"threads","arguments":\#(arguments)}"#
      let answer = try talk.send(Wire.framed(request), answering: 50)
      #expect(answer["success"] == .bool(succeeds), "\(arguments)")
    }
  }

  /// A client that takes the walk for under way from when it asks is told that it stands.
  @Test func aRefusedStepIsAStop() throws {
    let talk = try Talk("xor", input: nil)
    _ = talk.takeEvents()
    for command in ["next", "stepIn", "stepOut", "stepBack", "continue", "reverseContinue"] {
      #expect(try talk.refusal(command, Self.thread).contains("nothing was fed to xor yet"))
      #expect(talk.takeEvents("stopped").map { $0["reason"] } == [.string("entry")], "\(command)")
    }
    try talk.type("feed [0, 1]")
    _ = talk.takeEvents()
    #expect(try talk.refusal("next", ["threadId": .int(7)]).contains("there is no thread 7"))
    #expect(talk.takeEvents("stopped").count == 1)
    let leap = #"{"threadId":1,"granularity":"leap"}"#
    #expect(try refusal(talk, "next", leap).contains("is not known"))
    #expect(talk.takeEvents("stopped").count == 1)
    #expect(try talk.refusal("goto", ["threadId": .int(1), "targetId": .int(900)]) != "")
    #expect(talk.takeEvents("stopped").count == 1)
    // Before the refusal, behind which dap-mode hears nothing more of what came with it.
    let seq = try talk.ask("next", ["threadId": .int(7)])["seq"]?.intValue ?? 0
    #expect(talk.takenEvents().map { $0["seq"] } == [.int(seq - 1)])
    // What asks for no motion moves nothing.
    #expect(try talk.refusal("scopes", ["frameId": .int(900)]) != "")
    #expect(talk.takeEvents() == [])
  }

  /// Numbers of requests say which answer belongs to which, and nothing of their order.
  @Test func requestsMayBeNumberedAnyhow() throws {
    let talk = try opened()
    for seq in [90, 7, 7, 0, Int(Int32.max)] {
      let request = #"{"seq":\#(seq),"type":"request","command":"threads"}"#
      #expect(try talk.send(Wire.framed(request), answering: seq)["success"] == .bool(true))
    }
    for seq in ["-1", "\"2\"", "null", "1.5"] {
      let request = #"{"seq":\#(seq),"type":"request","command":"threads"}"#
      let answer = try talk.send(Wire.framed(request), answering: 0)
      let said = answer["body"]?["error"]?["format"]?.stringValue ?? ""
      #expect(said.contains("it has no number seq") && said.contains("A request is"), "\(said)")
    }
  }

  @Test func numbersOfAnEarlierStopAreKnownAsSuch() throws {
    let talk = try opened()
    try talk.done("next", Self.thread)
    let frame = try talk.top()["id"] ?? .null
    let rows = try talk.scopes(try talk.top())[0]["variablesReference"] ?? .null
    try talk.done("next", Self.thread)
    for (command, arguments) in [
      ("variables", ["variablesReference": rows] as JSONObject),
      ("setVariable", ["variablesReference": rows, "name": .string("z"), "value": .string("1")]),
      ("scopes", ["frameId": frame]), ("restartFrame", ["frameId": frame]),
      ("evaluate", ["expression": .string("z"), "frameId": frame]),
      ("completions", ["text": .string("z"), "column": .int(2), "frameId": frame]),
    ] {
      let said = try talk.refusal(command, arguments)
      #expect(
        said.contains("is of an earlier stop\nAsk for stackTrace and scopes again"), "\(said)")
    }
    try talk.done("next", Self.thread)
  }

  /// Emacs' dap-mode says of a number, when it is to be set, that it stands in 0.
  @Test func whatStandsInNothingIsSetInTheConsole() throws {
    let talk = try opened()
    try talk.done("next", Self.thread)
    for reference in [0, try talk.rows("Equation")[0]["variablesReference"]?.intValue ?? 0] {
      let said = try talk.refusal(
        "setVariable",
        ["variablesReference": .int(reference), "name": .string("z"), "value": .string("1")])
      #expect(said.hasSuffix("In the console, set var lstm.f[3] = 0.5 sets any number."), "\(said)")
    }
  }

  @Test func endingTwiceEndsOnce() throws {
    let talk = try opened()
    _ = talk.takeEvents()
    try talk.done("terminate")
    #expect(talk.takenEvents().map { $0["event"] } == [.string("exited"), .string("terminated")])
    try talk.done("terminate")
    #expect(talk.takenEvents() == [])
    for command in ["launch", "configurationDone", "next", "restart", "initialize"] {
      #expect(try refusal(talk, command).contains("only disconnect can follow"))
    }
    #expect(talk.takenEvents() == [])
    try talk.done("disconnect")
  }

  /// Before a beginning there is an end as well.
  @Test func whoHasNotBegunMayEnd() throws {
    let talk = Talk()
    for handler in Requests.all where handler.phase > .begun {
      #expect(try refusal(talk, handler.command).contains("initialize comes first"))
    }
    try talk.done("terminate")
    try talk.done("disconnect")
    #expect(talk.adapter.phase == .ended)
  }

  /// A model that is damaged is told, and another may be opened in its place; nothing of the attempt is left.
  @Test func behindADamagedModelAnotherOpens() throws {
    let whole = try FileBytes(path: Repository.fixture("gradients/lstm.keras")).bytes.array
    let folder = TemporaryDirectory()
    var holed = whole
    for place in holed.indices.prefix(400).dropFirst(60) { holed[place] ^= 0x55 }
    folder.write([], to: "empty.keras")
    folder.write(Array(whole.prefix(whole.count / 2)), to: "cut.keras")
    folder.write(holed, to: "holed.keras")
    let talk = Talk()
    try talk.done("initialize", Talk.able)
    for name in ["empty.keras", "cut.keras", "holed.keras", "gone.keras"] {
      let model: JSONObject = ["model": .string("\(folder.path)/\(name)")]
      #expect(try talk.refusal("launch", model).contains(name))
      #expect(talk.takenEvents() == [])
    }
    // The number format of an attempt is not the next one's.
    let odd: JSONObject = [
      "model": .string("xor"), "precision": .string("float16"), "input": .string("nonsense"),
    ]
    #expect(try talk.refusal("launch", odd) != "")
    try talk.done("launch", ["model": .string("xor"), "input": .string("[0, 1]")])
    try talk.done("configurationDone")
    #expect(try talk.type("precision") == "precision is the file's")
    // Nor is anything lost by one that is damaged behind one that is open.
    try talk.done("next", Self.thread)
    #expect(
      try talk.refusal(
        "restart", ["arguments": .object(["model": .string("\(folder.path)/cut.keras")])]) != "")
    #expect(try talk.top()["name"]?.stringValue?.hasPrefix("z = ") == true)
  }

  @Test func breakpointsElsewhereSayWhereTheyBelong() throws {
    let talk = try opened()
    let elsewhere: JSONObject = ["path": .string("/etc/hostname")]
    for source in [elsewhere, [:], ["sourceReference": .int(7)], ["name": .string("main.py")]] {
      let told = try talk.done(
        "setBreakpoints",
        ["source": .object(source), "breakpoints": .array([.object(["line": .int(3)])])]
      )["breakpoints"]?.arrayValue
      #expect(told?.count == 1 && told?[0]["verified"] == .bool(false))
      #expect(told?[0]["message"]?.stringValue?.contains("that is \(talk.cache.path)/") == true)
    }
    #expect(talk.adapter.debugger.breakpoints.all.isEmpty)
  }
}
