import Debugging
import Tensors
import Terminal
import Testing

@testable import Console

/// What `let` and `print` keep has one budget.
@Suite struct KeptNumbersTests {
  private func variable(_ name: String, _ count: Int) -> Variables.Variable {
    Variables.Variable(name: name, tensor: Tensor([count], repeating: 1), text: "")
  }

  @Test func theOldestThatWasPrintedGivesWay() {
    var kept = KeptNumbers()
    kept.limit = 10
    for count in [4, 4, 4] { kept.add(Tensor([count], repeating: 1)) }
    #expect(kept.printed.map { $0?.count } == [nil, 4, 4])
    kept.add(Tensor([11], repeating: 1))
    #expect(kept.printed.map { $0?.count } == [nil, nil, nil, nil])
    kept.add(Tensor([10], repeating: 1))
    #expect(kept.printed.last??.count == 10)
  }

  @Test func aVariableGoesBeforeWhatWasPrinted() throws {
    var kept = KeptNumbers()
    kept.limit = 10
    kept.add(Tensor([6], repeating: 1))
    try kept.set(variable("a", 8))
    #expect(kept.printed.map { $0?.count } == [nil])
    #expect(kept.variables["a"]?.tensor.count == 8)
  }

  @Test func aVariableWithoutRoomIsRefusedAndTheOthersStay() throws {
    var kept = KeptNumbers()
    kept.limit = 10
    try kept.set(variable("a", 8))
    kept.add(Tensor([2], repeating: 1))
    var message = ""
    do { try kept.set(variable("b", 3)) } catch { message = "\(error)" }
    #expect(message.contains("b would have 3 numbers, and all variables 11; they may have 10"))
    #expect(kept.variables.all.map(\.name) == ["a"])
    #expect(kept.printed.map { $0?.count } == [2])
    try kept.set(variable("a", 10))
    let wasThere = kept.remove("a")
    #expect(wasThere)
    try kept.set(variable("b", 3))
  }

  @Test func theConsoleSaysWhatIsNoLongerKept() {
    var text = ""
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { text += $0 },
      writeError: { text += $0 })
    let console = Console(output: output, isInteractive: false)
    console.debugger.kept.limit = 5
    #expect(console.execute("p ones(3)") == .done)
    #expect(console.execute("p ones(4)") == .done)
    #expect(console.execute("p $1") != .done)
    #expect(text.contains("$1 is no longer kept: variables and what was printed may have 5 "))
    #expect(console.execute("p $2") == .done)
    #expect(console.execute("let a = ones(6)") != .done)
  }

  @Test func aLessonHasLessRoom() {
    var text = ""
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { text += $0 },
      writeError: { text += $0 })
    let console = Console(output: output, isInteractive: false)
    console.limitToLesson()
    #expect(console.execute("p ones(100000000)[:]") != .done)
    #expect(text.contains("(100000000) is too large; an expression may have 1000000 "))
  }
}
