import Equations
import Expressions
import Models
import Tensors
import ModelSupport
import Testing

@testable import Debugging

/// A debugger without a front end.
struct DebuggerTests {
  private func debugger() throws -> (Debugger, Machine) {
    let fixture = try #require(FixtureModel.all.first { $0.model.contains("lstm-gates") })
    let (model, feed) = try fixture.open()
    let debugger = Debugger()
    debugger.session = Session(model)
    try debugger.session?.feed(feed)
    return (debugger, try debugger.requireMachine().1)
  }

  @Test func whatIsMissingIsSaid() throws {
    let debugger = Debugger()
    #expect(throws: Debugger.Missing.self) { try debugger.requireMachine() }
    #expect(debugger.selectedFrame == nil)
    let value = try debugger.evaluate(try debugger.expression("[1, 2] + 1"))
    #expect(value.elements == [2, 3])
  }

  /// Names are the model's values, then the variables; `$` is always what was kept.
  @Test func wordsMeanTheModelsValuesFirst() throws {
    let (debugger, machine) = try debugger()
    _ = try machine.go(to: try machine.location("lstm@1.f"))
    try debugger.kept.set(Variables.Variable(name: "f", tensor: Tensor(scalar: 7), text: "7"))
    debugger.kept.add(Tensor(scalar: 5))
    let expression = try debugger.expression("f + $1")
    #expect(debugger.variablesHidden(in: expression) == ["f"])
    let own = try #require(try? machine.lookup("f").tensor)
    #expect(
      try debugger.evaluate(expression).elements == own.elements.map { Double(Float($0 + 5)) })
    #expect(try debugger.evaluate(try debugger.expression("$f")).elements == [7])
    #expect(throws: ExpressionError.self) {
      try debugger.evaluate(try debugger.expression("$2"))
    }
  }

  /// A part of a value is set, in a branch of its own; what cannot be set changes nothing.
  @Test func aPartOfAValueIsSet() throws {
    let (debugger, machine) = try debugger()
    let session = try debugger.requireSession()
    _ = try machine.go(to: try machine.location("lstm@1.f"))
    let before = try machine.lookup("f").tensor
    for (target, value) in [
      ("lstm.f", "0"), ("f[99]", "1"), ("nothing", "1"), ("f", "[1, 2]"), ("f[0]", "nothing"),
    ] {
      #expect(throws: (any Error).self, "\(target)") {
        try Assignment(target, to: value, in: debugger)
      }
    }
    #expect(session.timeline.branches.count == 1)
    let (target, value) = try #require(Assignment.sides(of: "f[1:3] = [0.5, 0.25]"))
    let assignment = try Assignment(
      target, to: value, in: debugger)
    #expect(assignment.elements == [1, 2])
    #expect(assignment.place == "lstm@1.f[1:3]")
    _ = try assignment.perform(in: session)
    let after = try machine.lookup("f").tensor.elements
    #expect(Array(after[1...2]) == [0.5, 0.25])
    #expect(after.indices.allSatisfy { (1...2).contains($0) || after[$0] == before.elements[$0] })
    let change = try #require(session.timeline.changes(to: session.timeline.current).last)
    #expect(try Assignment.numbers(of: change).literal() == "[0.5, 0.25]")
  }

  @Test func anEqualsSignAloneAssigns() {
    #expect(Assignment.sides(of: "f[x == 1] = 2")?.target == "f[x == 1]")
    #expect(Assignment.sides(of: "f == 2") == nil)
    #expect(Assignment.sides(of: "f <= 2") == nil)
    #expect(Assignment.sides(of: "f") == nil)
  }

  /// What is displayed remembers what it was, and is left out where its names mean nothing.
  @Test func displaysKnowWhatHasChanged() throws {
    let (debugger, machine) = try debugger()
    _ = debugger.displays.add("f[0]")
    _ = try machine.go(to: try machine.location("lstm@0.f"))
    #expect(debugger.showDisplays().map(\.isChanged) == [false])
    #expect(debugger.showDisplays().map(\.isChanged) == [false])
    _ = try machine.go(to: try machine.location("lstm@1.f"))
    #expect(debugger.showDisplays().map(\.isChanged) == [true])
    _ = try machine.go(to: .tick(machine.program.tickCount))
    #expect(debugger.showDisplays().isEmpty)
  }

  // MARK: Standing

  /// Whatever goes on, changes or begins the walk ends what was chosen for a place; what only looks,
  /// or fails, does not.
  @Test func whatIsChosenHoldsWhereOneStands() throws {
    let (debugger, machine) = try debugger()
    let session = try debugger.requireSession()
    let feed = try #require(session.feed)
    _ = try machine.go(to: try machine.location("lstm@1.f"))
    func stays(_ what: String, _ action: () throws -> Void) rethrows {
      (session.frameOffset, session.listCursor) = (1, 2)
      try action()
      #expect(session.frameOffset == 1 && session.listCursor == 2, "\(what)")
    }
    func ends(_ what: String, _ action: () throws -> Void) rethrows {
      (session.frameOffset, session.listCursor) = (1, 2)
      try action()
      #expect(session.frameOffset == 0 && session.listCursor == nil, "\(what)")
    }
    try stays("looking") { _ = try debugger.evaluate(try debugger.expression("lstm.f")) }
    stays("another sample") { session.focus(0) }
    stays("a refused place") { _ = try? machine.go(to: .tick(999)) }
    try stays("the end and back") {
      let progress = machine.progress
      _ = try machine.runToEnd()
      machine.goBack(to: progress)
    }
    stays("a refused input") {
      _ = try? session.feed(Feed(tensors: [], samples: 1, isBatch: false))
    }
    try ends("a step") { _ = try machine.move(.step) }
    try ends("there and back") {
      _ = try machine.move(.step)
      _ = try machine.move(.step, backwards: true)
    }
    try ends("going where one is") { _ = try machine.go(to: .tick(machine.position.tick)) }
    try ends("the start") { try machine.restart() }
    _ = try machine.go(to: try machine.location("lstm@1.f"))
    try ends("a change") {
      _ = try Assignment("lstm@1.f", to: "0", in: debugger).perform(in: session)
    }
    try ends("another branch") { try session.go(toBranch: 0) }
    try ends("another format") { try session.compute(in: .float64) }
    try ends("the same input") { try session.feed(feed) }
    try ends("zero states") { try session.resetStates() }
  }

  // MARK: Samples

  @Test func aSearchEndsWhereItIsTrue() throws {
    let (debugger, _) = try debugger()
    let session = try debugger.requireSession()
    let feed = try #require(session.feed)
    try session.open(Session.DataSet(path: "data.npz", feed: feed))
    let goal = SampleSearch(text: "all(lstm.f < 2)", isChange: false)
    try debugger.check(goal, on: try #require(session.data))
    #expect(debugger.session === session)
    debugger.search = goal
    guard case .stopped(let stop) = try debugger.runSamples(from: 0), case .goal = stop.reason
    else {
      Issue.record("it is true at once")
      return
    }
    #expect(stop.position.tick < (session.machine?.program.tickCount ?? 0))
    debugger.search = SampleSearch(text: "any(lstm.f > 2)", isChange: false)
    guard case .nothing(let count) = try debugger.runSamples(from: 0) else {
      Issue.record("it is never true")
      return
    }
    #expect(count == feed.samples)
    debugger.search = SampleSearch(text: "lstm.f", isChange: true)
    guard case .changed = try debugger.runSamples(from: 0) else {
      Issue.record("another sample has other numbers")
      return
    }
    #expect(session.dataRow == 1)
    #expect(throws: (any Error).self) {
      try debugger.check(
        SampleSearch(text: "nothing > 1", isChange: false), on: try #require(session.data))
    }
    #expect(debugger.session === session)
  }
}
