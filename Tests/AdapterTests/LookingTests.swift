import Containers
import Tensors
import Testing
import Views

@testable import Adapter

/// Frames, numbers, and what is typed.
struct LookingTests {
  private func talk(_ more: JSONObject = [:], client: JSONObject = Talk.able) throws -> Talk {
    try Talk("lstm", input: "[[0, 1], [2, 3], [4, 5]]", more, client: client)
  }

  private func value(_ name: String, _ rows: [JSON]) -> String? {
    rows.first { $0["name"]?.stringValue == name }?["value"]?.stringValue
  }

  @Test func theStackIsEquationLayerModel() throws {
    let talk = try talk()
    #expect(try talk.frames().map { $0["name"] } == [.string("lstm: nothing is computed yet")])
    try talk.type("goto lstm@1.f")
    let frames = try talk.frames()
    #expect(
      frames.map { $0["name"]?.stringValue } == ["f = σ(z[8:16])", "lstm@1  LSTM(8)", "lstm"])
    let some = try talk.done(
      "stackTrace", ["threadId": .int(1), "startFrame": .int(1), "levels": .int(1)])
    #expect(some["stackFrames"]?.arrayValue?.count == 1)
    #expect(some["totalFrames"] == .int(3))
    let lines = talk.adapter.listing?.content.lines ?? []
    let line = try #require(frames[0]["line"]?.intValue)
    #expect(lines[line - 1].contains("f = σ(z[8:16])"))
  }

  @Test func linesMayCountFromZero() throws {
    let talk = try talk(client: [
      "adapterID": .string("x"), "linesStartAt1": .bool(false), "columnsStartAt1": .bool(false),
      "pathFormat": .string("uri"),
    ])
    try talk.type("goto lstm@1.f")
    let frame = try talk.top()
    let line = try #require(frame["line"]?.intValue)
    #expect(talk.adapter.listing?.content.lines[line].contains("f = σ(z[8:16])") == true)
    #expect(frame["column"] == .int(0))
    let address = try #require(frame["source"]?["path"]?.stringValue)
    #expect(address.hasPrefix("file:///"))
    let told = try talk.done(
      "setBreakpoints",
      [
        "source": .object(["path": .string(address)]),
        "breakpoints": .array([.object(["line": .int(line)])]),
      ])
    #expect(told["breakpoints"]?[0]?["line"] == .int(line))
  }

  @Test func theListingIsAFileAndAText() throws {
    let talk = try talk()
    let source = try #require(try talk.done("loadedSources")["sources"]?[0])
    let path = try #require(source["path"]?.stringValue)
    let text = String(decoding: try FileBytes(path: path).bytes.array, as: UTF8.self)
    #expect(
      try talk.done("source", ["source": source, "sourceReference": .int(0)])["content"]
        == .string(text))
    #expect(text.hasPrefix("# lstm  Sequential of 3 layers\n# The marked equation"))
    #expect(text.contains("\nlstm  LSTM(8)   x (3, 2) → (8)   t = 0…2\n"))
    #expect(text.contains("\n    C = f ⊙ C₋₁ + i ⊙ g   # cell state\n"))
    let other = try talk.refusal(
      "source", ["source": .object(["path": .string("/etc/passwd")]), "sourceReference": .int(0)])
    #expect(other.hasPrefix("/etc/passwd is not the listing of the model that is open"))
  }

  @Test func arraysAreOpenedInParts() throws {
    let talk = try talk()
    try talk.type("goto lstm@1.z")
    let row = try #require(try talk.rows("Equation").first { $0["name"] == .string("z") })
    #expect(row["type"] == .string("(32) float32"))
    #expect(row["indexedVariables"] == .int(32))
    #expect(row["evaluateName"] == .string("lstm@1.z"))
    let some = try talk.variables(
      row, ["start": .int(30), "count": .int(5), "filter": .string("indexed")])
    #expect(some.map { $0["name"] } == [.string("[30]"), .string("[31]")])
    #expect(some.last?["evaluateName"] == .string("lstm@1.z[31]"))
    #expect(try talk.variables(row, ["filter": .string("named")]) == [])
    let weights = try talk.scopes(try talk.top()).first { $0["name"] == .string("Weights") }
    #expect(weights?["expensive"] == .bool(true))
  }

  /// Of a value of many numbers nothing is read before it is asked for.
  @Test func whatIsLargeWaits() throws {
    let talk = try Talk("xor", input: "[0, 1]")
    try talk.type("let big = zeros((1000, 300))")
    try talk.type("display $big")
    let row = try #require(try talk.rows("Displays").first)
    #expect(row["indexedVariables"] == .int(1000))
    let rest = try talk.variables(row)
    #expect(rest.count == 1000)
    let value = NamedValue(
      name: "big", type: .init([1000, 300], .float32),
      read: { (.init([2], .float32, [1, 2]), TypedPlace(text: "big")) })
    let late = talk.adapter.row(value, sample: 0)
    #expect(late["presentationHint"]?["lazy"] == .bool(true))
    #expect(try talk.variables(late).map { $0["value"] } == [.string("[1 2]")])
  }

  @Test func numbersAreSetAndBranchesBegun() throws {
    let talk = try talk()
    try talk.type("goto lstm@1.f")
    _ = talk.takeEvents()
    let scopes = try talk.scopes(try talk.top())
    let equation = try #require(scopes.first { $0["name"] == .string("Equation") })
    let f = try #require(try talk.variables(equation).first { $0["name"] == .string("f") })
    let told = try talk.done(
      "setVariable",
      [
        "variablesReference": f["variablesReference"] ?? .null, "name": .string("[3]"),
        "value": .string("0.25"),
      ])
    #expect(told["value"] == .string("0.25"))
    let events = talk.takenEvents()
    #expect(events.map { $0["event"] } == [.string("output"), .string("invalidated")])
    #expect(events[0]["body"]?["output"]?.stringValue?.contains("branch 1") == true)
    // What was asked for before is still there, with its new number.
    let again = try #require(try talk.variables(equation).first { $0["name"] == .string("f") })
    #expect(try talk.variables(again)[3]["value"] == .string("0.25"))
    let set = try talk.done(
      "setExpression",
      [
        "expression": .string("lstm@0.C"), "value": .string("zeros(8)"),
        "frameId": try talk.top()["id"] ?? .null,
      ])
    #expect(set["type"] == .string("(8) float32"))
    #expect(talk.takeEvents("stopped").count == 1)
    try talk.done("stepBack", ["threadId": .int(1)])
    for (name, value) in [("f", "1 2"), ("nothing", "1"), ("f", "quit; 1")] {
      let scopes = try talk.scopes(try talk.top())
      #expect(
        try talk.refusal(
          "setVariable",
          [
            "variablesReference": scopes[0]["variablesReference"] ?? .null, "name": .string(name),
            "value": .string(value),
          ]
        ).isEmpty == false)
    }
    #expect(talk.adapter.phase == .walking)
  }

  @Test func clientsWithoutInvalidationAreToldOfAStop() throws {
    let talk = try talk(client: ["adapterID": .string("x")])
    try talk.type("goto lstm@1.f")
    _ = talk.takeEvents()
    try talk.type("display C")
    #expect(talk.takeEvents("stopped").count == 1)
  }

  @Test func samplesAreThreads() throws {
    let talk = try Talk("xor", input: "[[0, 0], [0, 1], [1, 0], [1, 1]]")
    let threads = try talk.done("threads")["threads"]?.arrayValue ?? []
    #expect(threads.map { $0["id"] } == [.int(1), .int(2), .int(3), .int(4)])
    #expect(threads[2]["name"] == .string("xor, sample 2"))
    try talk.done("continue", ["threadId": .int(1)])
    let outputs = try (1...4).map {
      try value("dense_1", talk.rows("Inputs and outputs", thread: $0))
    }
    #expect(outputs == ["[0.0052]", "[0.9984]", "[0.9986]", "[7.8276e-04]"])
    #expect(try talk.refusal("stackTrace", ["threadId": .int(5)]).hasPrefix("there is no thread 5"))
    try talk.done("stepBack", ["threadId": .int(3)])
    #expect(talk.takeEvents("stopped").last?["threadId"] == .int(3))
  }

  /// A row is named by what is set by its name: no two of a group are called the same.
  @Test(arguments: ["birnn", "lstm", "rnn"])
  func noTwoRowsAreCalledTheSame(_ model: String) throws {
    let talk = try Talk(model, input: "ones")
    var groups = 0
    for _ in 0..<12 {
      try talk.done("next", ["threadId": .int(1)])
      for frame in try talk.frames() {
        for scope in try talk.scopes(frame) {
          let names = try talk.variables(scope).map { $0["name"]?.stringValue ?? "" }
          #expect(Set(names).count == names.count, "\(frame["name"]?.text ?? ""): \(names)")
          groups += 1
        }
      }
    }
    #expect(groups > 50)
  }

  /// Weights of layers inside the one that is looked at are told apart by their layers.
  @Test func weightsInsideALayerAreTold() throws {
    let talk = try Talk("birnn", input: "ones")
    try talk.type("goto bidirectional/forward_simple_rnn@1.h")
    let frame = try #require(
      try talk.frames().first { $0["name"]?.text.contains("SimpleRNN(2))") == true })
    let weights = try #require(try talk.scopes(frame).first { $0["name"] == .string("Weights") })
    let names = try talk.variables(weights).map { $0["name"]?.stringValue ?? "" }
    #expect(names.contains("forward_simple_rnn.W") && names.contains("backward_simple_rnn.W"))
    try talk.done(
      "setVariable",
      [
        "variablesReference": weights["variablesReference"] ?? .null,
        "name": .string("backward_simple_rnn.b"), "value": .string("[7, 8]"),
      ])
    #expect(try talk.type("p bidirectional/backward_simple_rnn.b").contains("[7 8]"))
    #expect(try !talk.type("p bidirectional/forward_simple_rnn.b").contains("[7 8]"))
  }

  /// Before the way back has come to them, gradients are a row together, and none are left out.
  @Test func gradientsToComeAreOneRow() throws {
    let talk = try talk(["target": .string("[1, 0]")])
    func later(_ rows: [JSON]) -> [String] {
      let row = rows.filter { $0["name"] == .string("not computed yet") }
      #expect(row.count < 2)
      return row.first?["value"]?.stringValue?.split(separator: ", ").map(String.init) ?? []
    }
    try talk.type("goto lstm@1.f")
    let first = try talk.rows("lstm@1")
    #expect(later(first).contains("∂z") && later(first).contains("W′"))
    #expect(
      first.contains { $0["name"] == .string("h") && $0["value"] == .string("not computed yet") })
    #expect(try later(talk.rows("Gradients")) == ["∂W", "∂U", "∂b"])
    let all = try talk.scopes(try #require(try talk.frames().last))
    let whole = try #require(all.first { $0["name"] == .string("Gradients") })
    let names = try later(talk.variables(whole))
    #expect(names.count == 5)

    try talk.type("goto dense.dW")
    let back = try talk.scopes(try #require(try talk.frames().last))
    let some = try talk.variables(try #require(back.first { $0["name"] == .string("Gradients") }))
    #expect(some.first { $0["name"] == .string("dense.∂W") }?["type"] == .string("(8, 2) float32"))
    #expect(later(some).contains("lstm.∂W") && !later(some).contains("dense.∂W"))

    try talk.done("continue", ["threadId": .int(1)])
    let end = try talk.scopes(try #require(try talk.frames().last))
    let done = try talk.variables(try #require(end.first { $0["name"] == .string("Gradients") }))
    #expect(Set(done.map { $0["name"]?.stringValue ?? "" }) == Set(names))
  }

  @Test func numbersOfAnEarlierStopAreKnownAsSuch() throws {
    let talk = try talk()
    let frame = try talk.top()
    try talk.done("next", ["threadId": .int(1)])
    let text = try talk.refusal("scopes", ["frameId": frame["id"] ?? .null])
    #expect(text.contains("is of an earlier stop"))
    #expect(
      try talk.refusal("variables", ["variablesReference": .int(99_999)]).hasPrefix("there is no"))
  }

  @Test func hoverKnowsExpressionsAlone() throws {
    let talk = try talk()
    try talk.type("goto lstm@1.f")
    let frame = try talk.top()["id"] ?? .null
    func look(_ text: String, _ context: String) throws -> JSON {
      try talk.ask(
        "evaluate", ["expression": .string(text), "context": .string(context), "frameId": frame])
    }
    #expect(try look("f[0] * 2", "hover")["success"] == .bool(true))
    for context in ["hover", "watch", "clipboard", "variables"] {
      #expect(try look("step", context)["success"] == .bool(false))
      #expect(try look("quit", context)["success"] == .bool(false))
    }
    let whole = try look("W", "clipboard")["body"]?["result"]?.stringValue ?? ""
    #expect(whole.split(separator: "\n").count > 1 && !whole.contains("…"))
    let row = try look("x @ W + h_prev @ U + b", "watch")["body"] ?? .null
    #expect(try talk.variables(row)[31]["evaluateName"] == .string("(x @ W + h_prev @ U + b)[31]"))
  }

  @Test func frameSaysWhatNamesMean() throws {
    let talk = try talk()
    try talk.type("goto dense.z")
    let frames = try talk.frames()
    func look(_ frame: JSON) throws -> Bool {
      try talk.ask(
        "evaluate",
        ["expression": .string("z"), "context": .string("watch"), "frameId": frame["id"] ?? .null])[
          "success"] == .bool(true)
    }
    #expect(try look(frames[0]))
    #expect(try !look(frames[2]))
    try talk.done(
      "evaluate",
      [
        "expression": .string("p lstm"), "context": .string("repl"),
        "frameId": frames[2]["id"] ?? .null,
      ])
  }
}
