import Containers
import TestSupport
import TestTraits
import Testing

@testable import Adapter

/// The built program, as an editor starts it.
@Suite(.enabled(if: ProgramClient.path != nil), .serialized, .waits)
struct ProgramTests {
  private static let thread: JSONObject = ["threadId": .int(1)]

  @Test func aWalkFromItsStartToItsEnd() throws {
    let client = try ProgramClient()
    try client.begin("lstm", input: "[[0, 1], [2, 3], [4, 5]]")
    for _ in 0..<3 {
      try client.ask("next", Self.thread)
      #expect(try client.event("stopped")["reason"] == .string("step"))
    }
    let frames = try client.ask("stackTrace", Self.thread)["body"]?["stackFrames"]
    #expect(frames?[1]?["name"] == .string("lstm@0  LSTM(8)"))
    let path = frames?[0]?["source"]?["path"]?.stringValue ?? ""
    #expect(path.hasPrefix("\(client.home.path)/") && path.hasSuffix(".kerastep"))
    try client.ask("continue", Self.thread)
    #expect(try client.event("stopped")["reason"] == .string("end"))
    try client.ask("disconnect")
    #expect(client.end() == 0)
    #expect(client.home.text("err") == "")
  }

  @Test func theEndOfItsInputEndsIt() throws {
    let client = try ProgramClient()
    try client.begin("xor", input: "[0, 1]")
    #expect(client.end() == 0)
    let silent = try ProgramClient()
    #expect(silent.end() == 0)
  }

  /// Letters are those of the protocol, whatever the editor was started in.
  @Test func lettersAreUTF8Everywhere() throws {
    let client = try ProgramClient(locale: "C")
    try client.begin("lstm", input: "ones")
    try client.ask("next", Self.thread)
    _ = try client.event("stopped")
    let frames = try client.ask("stackTrace", Self.thread)["body"]?["stackFrames"]
    #expect(frames?[0]?["name"] == .string("z = x·W + h₋₁·U + b"))
  }

  /// Nothing but the protocol is written, whatever a line asks for; its input is nobody else's.
  @Test func theLineIsTheProtocolsAlone() throws {
    let client = try ProgramClient()
    try client.begin("xor", input: "[0, 1]")
    for line in [
      "!echo hello", "pipe p x | cat", "source -", "layout", "help", "lesson 1", "quit lesson",
      "list all",
    ] {
      let answer = try client.ask(
        "evaluate", ["expression": .string(line), "context": .string("repl")])
      #expect(answer["command"] == .string("evaluate"))
    }
    #expect(try client.ask("threads")["success"] == .bool(true))
  }

  private func type(_ line: String) -> JSONObject {
    ["expression": .string(line), "context": .string("repl")]
  }

  /// What takes long is told of, and ends when that is asked for; a walk is paused, and breakpoints are set on its way.
  @Test func aLongWalkIsHeard() throws {
    let client = try ProgramClient()
    try client.begin("xor-untrained", input: "[0, 1]")
    try client.ask("evaluate", type("samples; set batch 1"))
    _ = try client.event("stopped")
    let training = client.begin("evaluate", type("train 1000000"))
    let start = try client.event("progressStart")
    #expect(start["title"] == .string("kerastep: evaluate"))
    #expect(start["requestId"] == .int(training))
    #expect(try client.ask("threads")["success"] == .bool(true))
    try client.ask("cancel", ["progressId": start["progressId"] ?? .null])
    #expect(
      try client.answer(to: training)["body"]?["result"]?.stringValue?.contains("interrupted")
        == true)
    _ = try client.event("stopped")

    try client.ask("restart")
    _ = try client.event("stopped")
    try client.ask("continue", Self.thread)
    #expect(try client.event("progressStart")["title"] == .string("kerastep: continue"))
    #expect(try client.ask("stackTrace", Self.thread)["message"] == .string("notStopped"))
    try client.ask("pause", Self.thread)
    #expect(try client.event("stopped")["reason"] == .string("pause"))
    try client.ask("continue", Self.thread)
    _ = try client.event("progressStart")
    let set = try client.ask(
      "setFunctionBreakpoints", ["breakpoints": .array([.object(["name": .string("dense_1.z")])])])
    #expect(set["body"]?["breakpoints"]?[0]?["verified"] == .bool(true))
    #expect(try client.event("stopped")["reason"] == .string("breakpoint"))

    try client.ask("setFunctionBreakpoints", ["breakpoints": .array([])])
    try client.ask("continue", Self.thread)
    _ = try client.event("progressStart")
    try client.ask("terminate")
    _ = try client.event("terminated")
    try client.ask("disconnect")
    #expect(client.end() == 0)
  }

  /// What comes right behind breakpoints that are set on the way counts too.
  @Test(arguments: ["pause", "disconnect"])
  func whatComesBehindBreakpointsIsHeard(_ command: String) throws {
    let client = try ProgramClient()
    try client.begin("xor-untrained", input: "[0, 1]")
    try client.ask("evaluate", type("samples; set batch 1"))
    _ = try client.event("stopped")
    let training = client.begin("evaluate", type("train 1000000"))
    _ = try client.event("progressStart")
    try client.ask("cancel", ["requestId": .int(training)])
    _ = try client.event("stopped")
    try client.ask("restart")
    _ = try client.event("stopped")
    try client.ask("continue", Self.thread)
    _ = try client.event("progressStart")
    client.begin("setFunctionBreakpoints", ["breakpoints": .array([])])
    let last = client.begin(command, Self.thread)
    if command == "pause" {
      #expect(try client.event("stopped")["description"] == .string("Paused on request"))
      try client.ask("disconnect")
    } else {
      #expect(try client.answer(to: last)["success"] == .bool(true))
    }
    #expect(client.end() == 0)
  }

  /// Of a launch that fails the next one knows nothing, nor in which folder it looked.
  @Test func aLaunchThatFailsLeavesTheFolderAsItWas() throws {
    let client = try ProgramClient()
    try client.ask("initialize", ["adapterID": .string("kerastep")])
    client.home.write(Array("no model".utf8), to: "model.keras")
    for (more, text) in [
      (["cwd": .string(client.home.path)] as JSONObject, "no file that Keras saves"),
      ([:], "there is no such file"),
    ] {
      let answer = try client.ask(
        "launch", JSONObject([("model", .string("model.keras"))] + more.map { ($0.key, $0.value) }))
      let said = answer["body"]?["error"]?["format"]?.stringValue ?? ""
      #expect(said.hasPrefix("model.keras: ") && said.contains(text), "\(said)")
    }
    let fixture: JSONObject = ["model": .string("Tests/Fixtures/gradients/lstm.keras")]
    #expect(try client.ask("launch", fixture)["success"] == .bool(true))
  }

  /// Whoever types it at a terminal is told what it is for.
  @Test func atATerminalItSaysWhatItIs() throws {
    let terminal = try PseudoTerminal(ProgramClient.path ?? "", ["dap"], environment: [:])
    try terminal.expect("an editor, which starts it")
    #expect(try terminal.waitForExit() == .status(2))
  }

  @Test func theExtensionIsDeclarations() throws {
    let folder = TemporaryDirectory()
    let client = try ProgramClient(["dap", "--vscode", "\(folder.path)/made/kerastep"])
    #expect(client.end() == 0)
    #expect(
      Repository.names(inFolder: "\(folder.path)/made/kerastep") == ["README.md", "package.json"])
    let told = try JSON(parsing: folder.text("made/kerastep/package.json"), file: "package.json")
    let debugger = try #require(told["contributes"]?["debuggers"]?[0])
    #expect(debugger["type"] == .string("kerastep"))
    #expect(debugger["args"] == .array([.string("dap")]))
    #expect(debugger["program"]?.stringValue?.hasSuffix("/kerastep") == true)
    #expect(told["main"] == nil && told["activationEvents"] == nil)
    let attributes = debugger["configurationAttributes"]?["launch"]?["properties"]?.objectValue?
      .keys
    #expect(attributes == LaunchArgument.all.map(\.name))
    #expect(folder.text("made/kerastep/README.md").contains("| `model` |"))
  }
}
