import Console
import Containers
import Debugging
import Equations
import ModelSupport
import Testing

@testable import Adapter

/// Laws of walking, over models of the fixtures.
struct WalkLawTests {
  private static let models = [
    "lstm-masked", "rnn-masked", "xor-relu", "mlp-relu", "lstm-hard-sigmoid",
  ].compactMap { folder in FixtureModel.all.first { $0.model.contains("/\(folder)/") } }

  private func talk(_ fixture: FixtureModel) throws -> Talk {
    try Talk(fixture.model, input: fixture.golden)
  }

  /// stepBackⁿ after nextⁿ is the identity: frames, numbers and all.
  @Test(arguments: models)
  func backUndoesNext(_ fixture: FixtureModel) throws {
    let talk = try talk(fixture)
    var pictures = [try talk.picture()]
    while pictures.count < 30, !isAtEnd(talk) {
      try talk.done("next", ["threadId": .int(1)])
      pictures.append(try talk.picture())
    }
    #expect(Set(pictures).count == pictures.count)
    // The last step came to no other place where the end was reached.
    for picture in pictures.dropLast().reversed() {
      try talk.done("stepBack", ["threadId": .int(1)])
      #expect(try talk.picture() == picture)
    }
  }

  /// The same by instructions.
  @Test(arguments: models)
  func backUndoesStepIn(_ fixture: FixtureModel) throws {
    let talk = try talk(fixture)
    var pictures = [try talk.picture()]
    while pictures.count < 15, !isAtEnd(talk) {
      try talk.done("stepIn", ["threadId": .int(1)])
      pictures.append(try talk.picture())
    }
    for picture in pictures.dropLast().reversed() {
      try talk.done("stepBack", ["threadId": .int(1), "granularity": .string("instruction")])
      #expect(try talk.picture() == picture)
    }
  }

  /// To run is to step: both come to the same end, to the letter.
  @Test(arguments: models)
  func runningIsStepping(_ fixture: FixtureModel) throws {
    let (stepping, running) = (try talk(fixture), try talk(fixture))
    while !isAtEnd(stepping) { try stepping.done("next", ["threadId": .int(1)]) }
    try running.done("continue", ["threadId": .int(1)])
    #expect(isAtEnd(running))
    #expect(try stepping.picture() == running.picture())
    try running.done("reverseContinue", ["threadId": .int(1)])
    #expect(running.takeEvents("stopped").last?["reason"] == .string("start"))
  }

  /// What a row of the variables shows, `p` shows of what is typed for it.
  @Test(arguments: models)
  func rowsAreWhatPrintPrints(_ fixture: FixtureModel) throws {
    let talk = try talk(fixture)
    for _ in 0..<6 { try talk.done("next", ["threadId": .int(1)]) }
    var count = 0
    for scope in try talk.scopes(try talk.top()) {
      for row in try talk.variables(scope) {
        count += try check(row, talk)
        guard row["indexedVariables"] != nil else { continue }
        for member in try talk.variables(row).prefix(3) { count += try check(member, talk) }
      }
    }
    #expect(count > 5)
  }

  /// Compares a row with what is printed for it; how many were compared.
  private func check(_ row: JSON, _ talk: Talk) throws -> Int {
    guard let typed = row["evaluateName"]?.stringValue else { return 0 }
    let value = row["value"]?.stringValue ?? ""
    let watched = try talk.done(
      "evaluate", ["expression": .string(typed), "context": .string("watch")])
    #expect(watched["result"] == row["value"], "\(typed)")
    #expect(watched["type"] == row["type"], "\(typed)")
    guard row["variablesReference"] == .int(0) else { return 1 }
    #expect(try talk.type("p \(typed)").hasSuffix(" = \(value)"), "\(typed)")
    return 1
  }

  private func isAtEnd(_ talk: Talk) -> Bool {
    talk.adapter.console.session?.machine.map { $0.position.tick == $0.program.tickCount } ?? true
  }
}
