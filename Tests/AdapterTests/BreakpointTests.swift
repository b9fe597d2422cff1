import Containers
import Debugging
import Testing
import Views

@testable import Adapter

/// Breakpoints, watches and catches of an editor.
struct BreakpointTests {
  private func talk(_ more: JSONObject = [:]) throws -> Talk {
    try Talk("lstm", input: "[[0, 1], [2, 3], [4, 5]]", more)
  }

  private func source(_ talk: Talk) -> JSON {
    talk.adapter.listing?.json(talk.adapter.client) ?? .null
  }

  /// The line of an equation as it is written.
  private func line(_ text: String, _ talk: Talk) throws -> Int {
    let lines = talk.adapter.listing?.content.lines ?? []
    let found = lines.firstIndex { $0.contains(text) }
    return try #require(found) + 1
  }

  private func set(
    _ lines: [JSONObject], _ talk: Talk
  ) throws -> [JSON] {
    try talk.done(
      "setBreakpoints",
      ["source": source(talk), "breakpoints": .array(lines.map(JSON.object))])["breakpoints"]?
      .arrayValue ?? []
  }

  private func run(_ talk: Talk, _ command: String = "continue") throws -> JSON {
    try talk.done(command, ["threadId": .int(1)])
    return talk.takeEvents("stopped").last ?? .null
  }

  private func place(_ talk: Talk) throws -> String {
    try talk.frames().dropFirst().first?["name"]?.stringValue ?? ""
  }

  @Test func aLineStopsInEveryTimestep() throws {
    let talk = try talk()
    let forget = try line("f = ", talk)
    let told = try set([["line": .int(forget)]], talk)
    #expect(told.first?["verified"] == .bool(true))
    #expect(told.first?["line"] == .int(forget))
    for timestep in 0..<3 {
      let stop = try run(talk)
      #expect(stop["reason"] == .string("breakpoint"))
      #expect(stop["hitBreakpointIds"] == .array([told.first?["id"] ?? .null]))
      #expect(try place(talk) == "lstm@\(timestep)  LSTM(8)")
      #expect(try talk.top()["line"] == .int(forget))
    }
    #expect(try run(talk)["reason"] == .string("end"))
    #expect(try run(talk, "reverseContinue")["reason"] == .string("breakpoint"))
    #expect(try place(talk) == "lstm@2  LSTM(8)")
  }

  @Test func conditionsHitsAndMessages() throws {
    let talk = try talk()
    let forget = try line("f = ", talk)
    _ = try set([["line": .int(forget), "condition": .string("f[5] < 0.1")]], talk)
    _ = try run(talk)
    #expect(try place(talk) == "lstm@2  LSTM(8)")

    try talk.done("restart")
    for (hits, timestep) in [("2", 1), (">= 2", 1), ("> 2", 2), ("> 0", 0)] {
      _ = try set([["line": .int(forget), "hitCondition": .string(hits)]], talk)
      _ = try run(talk)
      #expect(try place(talk) == "lstm@\(timestep)  LSTM(8)", "\(hits)")
      try talk.done("restart")
    }
    for hits in ["often", "0", "< 2", "-1", "2.5", "<= 2", "== 0", "% 2"] {
      let told = try set([["line": .int(forget), "hitCondition": .string(hits)]], talk)
      #expect(told.first?["verified"] == .bool(false))
      #expect(told.first?["message"]?.stringValue?.contains("is no hit condition") == true)
    }
    _ = talk.takeEvents()
    _ = try set([["line": .int(forget), "logMessage": .string("100% {f[5]} of {x[0]}, {")]], talk)
    try talk.done("continue", ["threadId": .int(1)])
    let shown = talk.takeEvents("output").compactMap { $0["output"]?.stringValue }
    #expect(shown.prefix(3).map { $0.prefix(5) } == ["100% ", "100% ", "100% "])
    #expect(shown.first?.hasSuffix(" of 0, {\n") == true, "\(shown)")
    #expect(shown.count == 4)
  }

  /// What is to stop once does so once, though it is asked for again with others: so Kate runs to the cursor.
  @Test(arguments: [("<=1", 0), ("<= 1", 0), ("== 1", 0), ("== 2", 1)])
  func oneStopIsOneStop(_ hits: String, _ timestep: Int) throws {
    let talk = try talk()
    let (forget, cell) = (try line("f = ", talk), try line("C = ", talk))
    let once: JSONObject = ["line": .int(forget), "hitCondition": .string(hits)]
    let told = try set([once], talk)
    #expect(told.first?["verified"] == .bool(true))
    let stop = try run(talk)
    #expect(try place(talk) == "lstm@\(timestep)  LSTM(8)")
    #expect(stop["hitBreakpointIds"] == .array([told.first?["id"] ?? .null]))
    let both = try set([once, ["line": .int(cell), "condition": .string("C[0] > 1000")]], talk)
    #expect(both.first?["id"] == told.first?["id"] && both.first?["verified"] == .bool(true))
    #expect(try run(talk)["reason"] == .string("end"))
    #expect(try run(talk, "reverseContinue")["reason"] == .string("start"))
  }

  /// What is asked for again is the same one; what is not any more is gone.
  @Test func askedAgainItIsTheSame() throws {
    let talk = try talk()
    let (forget, cell) = (try line("f = ", talk), try line("C = ", talk))
    let first = try set([["line": .int(forget)]], talk)
    let both = try set([["line": .int(forget)], ["line": .int(cell)]], talk)
    #expect(both.first?["id"] == first.first?["id"])
    #expect(try set([], talk) == [])
    #expect(talk.adapter.debugger.breakpoints.all.isEmpty)
  }

  @Test func aLineWithoutAnEquationMeansTheNext() throws {
    let talk = try talk()
    let told = try set([["line": .int(1)], ["line": .int(4000)]], talk)
    #expect(told[0]["verified"] == .bool(true))
    #expect(told[0]["line"] == .int(try line("z = x·W + h", talk)))
    #expect(told[1]["verified"] == .bool(false))
    #expect(told[1]["message"] == .string("no equation stands there or below"))
    let listed = try talk.done(
      "breakpointLocations", ["source": source(talk), "line": .int(1), "endLine": .int(400)])
    #expect(listed["breakpoints"]?.arrayValue?.count == 9)
  }

  @Test func anyPlaceIsAFunction() throws {
    let talk = try talk()
    let told =
      try talk.done(
        "setFunctionBreakpoints",
        [
          "breakpoints": .array(
            ["lstm@1.C", "/dense.*a$/", "nothing.z"].map { .object(["name": .string($0)]) })
        ])["breakpoints"]?.arrayValue ?? []
    #expect(told.map { $0["verified"] } == [.bool(true), .bool(true), .bool(false)])
    _ = try run(talk)
    #expect(try place(talk) == "lstm@1  LSTM(8)")
    _ = try run(talk)
    #expect(try place(talk) == "dense  Dense(2, softmax)")
  }

  @Test func aNumberIsWatched() throws {
    let talk = try talk()
    _ = try run(talk, "next")
    try talk.type("goto lstm@0.C")
    let row = try #require(try talk.rows("States").first { $0["name"] == .string("lstm.C") })
    let info = try talk.done(
      "dataBreakpointInfo",
      ["variablesReference": row["variablesReference"] ?? .null, "name": .string("[3]")])
    #expect(info["dataId"] == .string("lstm.C[3]"))
    let told = try talk.done(
      "setDataBreakpoints", ["breakpoints": .array([.object(["dataId": info["dataId"] ?? .null])])])
    #expect(told["breakpoints"]?[0]?["verified"] == .bool(true))
    _ = talk.takeEvents()
    let stop = try run(talk)
    #expect(stop["reason"] == .string("data breakpoint"))
    #expect(stop["text"]?.stringValue?.hasPrefix("watch 1, lstm@1.C: lstm.C[3] was -0.52") == true)
    let weight = try talk.done("dataBreakpointInfo", ["name": .string("dense.W")])
    #expect(weight["dataId"] == .null)
    #expect(weight["description"]?.stringValue?.isEmpty == false)
  }

  /// A watch stops where a value is written; what shall be done otherwise to it is refused, and not taken for that.
  @Test(arguments: [("write", true), ("read", false), ("readWrite", false)])
  func aNumberIsWatchedForWritingAlone(_ access: String, _ isVerified: Bool) throws {
    let talk = try talk()
    let told = try talk.done(
      "setDataBreakpoints",
      [
        "breakpoints": .array([
          .object(["dataId": .string("lstm.C"), "accessType": .string(access)])
        ])
      ])["breakpoints"]?[0]
    #expect(told?["verified"] == .bool(isVerified))
    #expect((told?["message"] == nil) == isVerified)
    #expect(talk.adapter.debugger.breakpoints.all.count == (isVerified ? 1 : 0))
  }

  @Test func exceptionsAreCaught() throws {
    let talk = try Talk("lstm", input: "[[0, 1], [20, 30], [4, 5]]")
    let told =
      try talk.done(
        "setExceptionBreakpoints",
        [
          "filters": .array([.string("nan")]),
          "filterOptions": .array([
            .object(["filterId": .string("saturated"), "condition": .string("except dense")]),
            .object(["filterId": .string("leaps")]),
          ]),
        ])["breakpoints"]?.arrayValue ?? []
    #expect(told.map { $0["verified"] } == [.bool(true), .bool(true), .bool(false)])
    let stop = try run(talk)
    #expect(stop["reason"] == .string("exception"))
    let info = try talk.done("exceptionInfo", ["threadId": .int(1)])
    #expect(info["exceptionId"] == .string("saturated"))
    #expect(info["description"]?.stringValue?.contains("within 0.001 of a bound") == true)
    #expect(info["breakMode"] == .string("always"))
    try talk.done("setExceptionBreakpoints", ["filters": .array([])])
    #expect(try run(talk)["reason"] == .string("end"))
    #expect(try talk.refusal("exceptionInfo", ["threadId": .int(1)]).isEmpty == false)
  }

  /// A condition that cannot be read is told, though nothing in the model could be dead.
  @Test(arguments: [
    ("1 +", "expected a value"), ("except", "except needs a layer"), ("except q", "there is no q"),
  ])
  func conditionsOfExceptionsAreRead(_ condition: String, _ text: String) throws {
    let talk = try talk()
    let option: JSONObject = ["filterId": .string("dead"), "condition": .string(condition)]
    let told = try talk.done(
      "setExceptionBreakpoints",
      ["filters": .array([]), "filterOptions": .array([.object(option)])])["breakpoints"]?[0]
    #expect(told?["verified"] == .bool(false))
    #expect(told?["message"]?.stringValue?.hasPrefix(text) == true, "\(told?.text ?? "")")
    #expect(talk.adapter.debugger.breakpoints.all.isEmpty)
  }

  /// What is made or taken away at the console is told.
  @Test func theConsolesAreTold() throws {
    let talk = try talk()
    _ = talk.takeEvents()
    try talk.type("break lstm.f")
    let new = try #require(talk.takeEvents("breakpoint").first)
    #expect(new["reason"] == .string("new"))
    #expect(new["breakpoint"]?["line"] == .int(try line("f = ", talk)))
    _ = try run(talk)
    try talk.type("delete 1")
    let gone = try #require(talk.takeEvents("breakpoint").first)
    #expect(gone["reason"] == .string("removed"))
    #expect(gone["breakpoint"]?["id"] == new["breakpoint"]?["id"])
  }

  /// Another model has other places; what has none waits, and is told.
  @Test func anotherModelHasOtherPlaces() throws {
    let talk = try talk()
    try talk.done(
      "setFunctionBreakpoints", ["breakpoints": .array([.object(["name": .string("lstm.f")])])])
    _ = talk.takeEvents()
    try talk.type("open xor")
    let events = talk.takenEvents()
    let names = events.map { $0["event"]?.stringValue }
    #expect(names.contains("loadedSource"))
    try talk.type("feed [0, 1]")
    let told = talk.takeEvents("breakpoint").last?["breakpoint"]
    #expect(told?["verified"] == .bool(false))
    try talk.type("open lstm; feed ones")
    #expect(talk.takeEvents("breakpoint").last?["breakpoint"]?["verified"] == .bool(true))
  }
}
