import Console
import Containers
import Debugging
import Models
import Testing
import Views

@testable import Adapter

/// What comes when, and what is said of what comes at the wrong time or is wrong.
struct OrderTests {
  private func opened() throws -> Talk {
    try Talk("lstm", input: "[[0, 1], [2, 3], [4, 5]]")
  }

  @Test func eachComesInItsTime() throws {
    let talk = Talk()
    #expect(
      try talk.refusal("launch", ["model": .string("xor")])
        == "launch comes too early: initialize comes first")
    try talk.done("initialize", Talk.able)
    #expect(try talk.refusal("next", ["threadId": .int(1)]).contains("launch opens one"))
    #expect(talk.takenEvents() == [])
    try talk.done("launch", ["model": .string("xor"), "input": .string("[0, 1]")])
    #expect(
      talk.takenEvents().map { $0["event"] }
        == ["output", "initialized", "loadedSource"].map(JSON.string))
    #expect(try talk.refusal("next", ["threadId": .int(1)]).contains("configurationDone"))
    try talk.done("configurationDone")
    #expect(talk.takeEvents("stopped").map { $0["reason"] } == [.string("entry")])
    #expect(try talk.refusal("initialize", Talk.able).contains("asked for once"))
    #expect(
      try talk.refusal("launch", ["model": .string("xor")]).contains("restart with arguments"))
    try talk.done("terminate")
    #expect(talk.takenEvents().map { $0["event"] } == [.string("exited"), .string("terminated")])
    #expect(try talk.refusal("next", ["threadId": .int(1)]).contains("has ended"))
    try talk.done("disconnect")
    #expect(talk.adapter.phase == .ended)
  }

  @Test func withoutAStopAtTheEntryItRuns() throws {
    let talk = Talk()
    try talk.done("initialize", Talk.able)
    try talk.done(
      "launch", ["model": .string("lstm"), "input": .string("ones"), "stopOnEntry": .bool(false)])
    try talk.done(
      "setFunctionBreakpoints", ["breakpoints": .array([.object(["name": .string("lstm@1.C")])])])
    try talk.done("configurationDone")
    #expect(talk.takeEvents("stopped").map { $0["reason"] } == [.string("breakpoint")])
  }

  @Test func withoutDebuggingItEnds() throws {
    let talk = Talk()
    try talk.done("initialize", Talk.able)
    try talk.done(
      "launch",
      ["model": .string("xor"), "input": .array([.int(0), .int(1)]), "noDebug": .bool(true)])
    _ = talk.takeEvents()
    try talk.done("configurationDone")
    let events = talk.takenEvents()
    #expect(events.map { $0["event"] } == ["output", "exited", "terminated"].map(JSON.string))
    #expect(events.first?["body"]?["output"]?.stringValue?.contains("dense_1 = [0.9984]") == true)
  }

  @Test(arguments: [
    (#"{"modl":"xor"}"#, "launch has no argument modl\nDid you mean model?"),
    (#"{"input":"ones"}"#, "launch needs model"),
    (#"{"program":"x.keras"}"#, "launch has no argument program\nDid you mean model?"),
    (#"{"model":5}"#, "model in launch is text, and not 5"),
    (#"{"model":"gone.keras"}"#, "gone.keras: there is no such file"),
    (#"{"model":"README.md"}"#, "README.md"),
    (#"{"model":"lstm","input":"[[0, 1]]"}"#, "input_layer"),
    (#"{"model":"lstm","input":"nothing"}"#, ""),
    (#"{"model":"lstm","target":"1"}"#, "a target belongs to an input"),
    (#"{"model":"lstm","precision":"float7"}"#, "float7"),
    (#"{"model":"lstm","weights":"gone.h5"}"#, "gone.h5"),
    (#"{"model":"lstm","cwd":"/nowhere"}"#, "cwd /nowhere cannot be entered"),
    (
      #"{"model":"lstm","stopOnEntry":"yes"}"#,
      "stopOnEntry in launch is true or false, and not \"yes\""
    ),
    (#"[1]"#, "the arguments of launch are no object"),
  ])
  func whatCannotBeOpenedIsSaid(_ arguments: String, _ text: String) throws {
    let talk = Talk()
    try talk.done("initialize", Talk.able)
    let request = #"{"seq":9,"type":"request","command":"launch","arguments":\#(arguments)}"#
    let answer = try talk.send(Wire.framed(request), answering: 9)
    #expect(answer["success"] == .bool(false))
    let said = answer["body"]?["error"]?["format"]?.stringValue ?? ""
    #expect(said.contains(text) && !said.isEmpty, "\(said)")
    #expect(talk.takenEvents() == [])
    // It may be tried again.
    try talk.done("launch", ["model": .string("xor")])
  }

  @Test func editorsMayPutInTheirOwn() throws {
    let talk = Talk()
    try talk.done("initialize", Talk.able)
    try talk.done(
      "launch",
      [
        "model": .string("xor"), "type": .string("kerastep"), "name": .string("a"),
        "request": .string("launch"), "__sessionId": .string("1"), "preLaunchTask": .null,
        "command": .string("launch"),
      ])
  }

  @Test func withoutAnInputItIsSaidWhatToFeed() throws {
    let talk = try Talk("lstm", input: nil)
    #expect(try talk.refusal("next", ["threadId": .int(1)]).contains("nothing was fed to lstm yet"))
    #expect(try talk.frames().count == 1)
    #expect(try talk.scopes(try talk.top()).map { $0["name"] } == [.string("Weights")])
    _ = talk.takeEvents()
    try talk.type("feed ones")
    #expect(talk.takeEvents("stopped").count == 1)
    try talk.done("next", ["threadId": .int(1)])
  }

  @Test func targetsGoOnBehindTheOutputs() throws {
    let talk = try Talk("lstm", input: "ones", ["target": .string("[1, 0]")])
    try talk.done("continue", ["threadId": .int(1)])
    let names = try talk.scopes(try talk.top()).map { $0["name"]?.stringValue }
    #expect(names.contains("Gradients"))
    for _ in 0..<10 { try talk.done("stepBack", ["threadId": .int(1)]) }
    try talk.done("restartFrame", ["frameId": try talk.frames()[1]["id"] ?? .null])
    #expect(talk.takeEvents("stopped").last?["reason"] == .string("restart"))
  }

  @Test func theEndsAreTold() throws {
    let talk = try opened()
    func stop(_ command: String) throws -> JSON? {
      try talk.done(command, ["threadId": .int(1)])
      return talk.takeEvents("stopped").last?["reason"]
    }
    #expect(try stop("stepBack") == .string("start"))
    #expect(try stop("continue") == .string("end"))
    #expect(try stop("next") == .string("end"))
    #expect(try stop("continue") == .string("end"))
    #expect(try stop("stepOut") == .string("end"))
    #expect(try stop("reverseContinue") == .string("start"))
    #expect(try stop("pause") == .string("pause"))
  }

  @Test func stepOutGoesToTheEndOfTheTimestepThenOfTheLayer() throws {
    let talk = try opened()
    try talk.type("goto lstm@0.f")
    var places: [String] = []
    for _ in 0..<3 {
      try talk.done("stepOut", ["threadId": .int(1)])
      places.append(talk.adapter.console.session?.machine?.walkPosition.text ?? "")
    }
    #expect(places == ["7", "21", "23"])
  }

  @Test func anyTimestepCanBeGoneTo() throws {
    let talk = try opened()
    let content = try #require(talk.adapter.listing?.content)
    let line = try #require(content.lines.firstIndex { $0.contains("C = f") }) + 1
    let source = talk.adapter.listing?.json(talk.adapter.client) ?? .null
    try talk.type("goto lstm@1.f")
    let targets =
      try talk.done("gotoTargets", ["source": source, "line": .int(line)])["targets"]?
      .arrayValue ?? []
    #expect(
      targets.map { $0["label"]?.stringValue?.prefix(8) } == ["lstm@1.C", "lstm@0.C", "lstm@2.C"])
    try talk.done("goto", ["threadId": .int(1), "targetId": targets[2]["id"] ?? .null])
    #expect(talk.takeEvents("stopped").last?["reason"] == .string("goto"))
    #expect(try talk.frames()[1]["name"] == .string("lstm@2  LSTM(8)"))
    #expect(
      try talk.refusal("goto", ["threadId": .int(1), "targetId": targets[2]["id"] ?? .null])
        .contains(
          "there is no target"))
    try talk.done("restartFrame", ["frameId": try talk.frames()[1]["id"] ?? .null])
    #expect(talk.adapter.console.session?.machine?.position.tick == 14)
    try talk.done("restartFrame", ["frameId": try talk.frames()[2]["id"] ?? .null])
    #expect(talk.adapter.console.session?.machine?.position.tick == 0)
  }

  @Test func quitEndsTheSession() throws {
    let talk = try opened()
    _ = talk.takeEvents()
    #expect(try talk.type("(kerastep) step; quit; step").hasPrefix("lstm@0  z = "))
    #expect(talk.takenEvents().map { $0["event"] } == [.string("exited"), .string("terminated")])
  }

  @Test func whatWasDoneBeforeASlipIsTold() throws {
    let talk = try opened()
    _ = talk.takeEvents()
    let text = try talk.refusal(
      "evaluate", ["expression": .string("step; frobnicate"), "context": .string("repl")])
    #expect(text.hasPrefix("lstm@0") && text.contains("there is no command"))
    #expect(talk.takeEvents("stopped").count == 1)
  }

  @Test func programsAreNotRun() throws {
    let talk = try opened()
    for line in ["!ls", "pipe p x | cat", "edit x"] {
      #expect(
        try talk.refusal("evaluate", ["expression": .string(line), "context": .string("repl")])
          .isEmpty == false)
    }
  }

  @Test func restartOpensWhatIsAskedForNow() throws {
    let talk = try opened()
    try talk.done("continue", ["threadId": .int(1)])
    try talk.done("restart")
    #expect(talk.takeEvents("stopped").last?["reason"] == .string("entry"))
    #expect(talk.adapter.console.session?.machine?.position.tick == 0)
    try talk.done(
      "restart", ["arguments": .object(["model": .string("xor"), "input": .string("[0, 1]")])])
    #expect(talk.adapter.console.session?.model.name == "xor")
    #expect(
      try talk.refusal("restart", ["arguments": .object(["model": .string("gone")])]).contains(
        "gone"))
    #expect(talk.adapter.console.session?.model.name == "xor")
  }

  @Test func completionsReplaceAWord() throws {
    let talk = try opened()
    try talk.type("goto lstm@1.f")
    let told = try talk.done(
      "completions", ["text": .string("p σ(f) + lstm@1."), "column": .int(17)])
    let items = told["targets"]?.arrayValue ?? []
    let item = try #require(items.first { $0["label"] == .string("lstm@1.C") })
    #expect(item["start"] == .int(10))
    #expect(item["length"] == .int(7))
    // Names are those of the frame that is looked at.
    for (frame, knows) in zip(try talk.frames(), [true, true, false]) {
      let told = try talk.done(
        "completions",
        ["text": .string("p h_"), "column": .int(5), "frameId": frame["id"] ?? .null])
      let labels = told["targets"]?.arrayValue?.map { $0["label"] } ?? []
      #expect(labels.contains(.string("h_prev")) == knows, "\(labels)")
    }
    let commands = try talk.done("completions", ["text": .string("expl"), "column": .int(5)])
    #expect(commands["targets"]?[0]?["label"] == .string("explain"))
    #expect(commands["targets"]?[0]?["detail"]?.stringValue?.isEmpty == false)
  }
}
