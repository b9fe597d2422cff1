import Debugging
import Equations
import Tensors
import Terminal
import Terms
import Testing

@testable import Console

/// `check`, `let` and `expect` as scripts use them.
struct CheckTests {
  /// Every equation of every bundled model, typed at the prompt as it is listed, gives its value.
  @Test(arguments: Bundled.names)
  func everyEquationCanBeDoneByHand(name: String) throws {
    let (console, shown) = Console.imitation()
    for line in ["open \(name)", "feed random(seed=1)"] {
      #expect(console.execute(line) == .done, "\(shown.text)")
    }
    let machine = try #require(console.session?.machine)
    while machine.next != nil {
      console.execute("step")
      let moment = try #require(machine.current)
      let equation = machine.program.equations[moment.equation]
      let right = equation.term.formula(.typed).text
      shown.text = ""
      console.execute("let by_hand = \(right)")
      #expect(
        console.execute("check by_hand == \(equation.result.name.ascii)") == .done, "\(shown.text)")
    }
  }

  @Test(arguments: [
    "check 1 == 2", "check [1, 2] == [1, 3]", "check 1 > 2", "check [1, 2] == [1, 2, 3]",
    "check 1 == 1 and 2 == 3", "check nan == 1", "check inf == -inf",
  ])
  func aScriptEndsWithCode1(line: String) {
    let (console, shown) = Console.imitation()
    #expect(console.execute(line) == .failed(code: 1), "\(shown.text)")
  }

  @Test(arguments: ["check", "check 1 +", "check [1, 2]", "check 1 == 1 atol=x", "let x"])
  func whatCannotBeReadIsBadUsage(line: String) {
    let (console, shown) = Console.imitation()
    #expect(console.execute(line) == .failed(code: 2), "\(shown.text)")
  }

  @Test func aDifferenceIsSmallWithinTheToleranceOnly() {
    let (console, _) = Console.imitation()
    #expect(console.execute("check 1.00002 == 1.0") == .done)
    #expect(console.execute("check 1.00003 == 1.0") == .failed(code: 1))
    #expect(console.execute("check 1.00003 == 1.0 rtol=1e-4") == .done)
    #expect(console.execute("check 1.00002 == 1.0 rtol=0") == .failed(code: 1))
    #expect(console.execute("check 1.00002 == 1.0 rtol=0 atol=1e-4") == .done)
  }

  @Test func whatFloat64ShowsToBeRoundingAgrees() {
    let (console, shown) = Console.imitation()
    for line in ["open lstm", "feed random(seed=1)", "until lstm@1.f"] { console.execute(line) }
    shown.text = ""
    // 1e6 is added and taken away again: three digits are left.
    #expect(console.execute("check (z + 1e6) - 1e6 == z") == .done, "\(shown.text)")
    let words = shown.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("rounding (float64 gives "))
    #expect(console.execute("check (z + 1e6) - 1e6 == z atol=1e-6") == .failed(code: 1))
    #expect(console.execute("check (z + 1e6) - 1e6 == z + 2") == .failed(code: 1))
    #expect(console.execute("check z == z + 1e-4") == .failed(code: 1))
  }

  @Test func theFirstElementThatDiffersIsShown() {
    let (console, shown) = Console.imitation()
    console.execute("let a = arange(24).reshape(2, 3, 4)")
    shown.text = ""
    console.execute("check where(a == 17, -1, a) == a")
    #expect(shown.text.contains("first at [1, 1, 1]: where(a == 17, -1, a) is -1, a is 17"))
    #expect(shown.text.contains("in 1 of 24: largest difference 18\n"))
  }

  @Test func variablesStayWhenAModelIsOpened() throws {
    let (console, _) = Console.imitation()
    console.execute("let mine = [1, 2]")
    console.execute("open xor")
    #expect(console.execute("check mine == [1, 2]") == .done)
    #expect(console.execute("let -d mine") == .done)
    #expect(console.execute("p mine") == .failed(code: 2))
  }

  @Test func namesAreCompleted() {
    let (console, _) = Console.imitation()
    console.execute("let mine = 1")
    for line in ["p mi", "check mi", "p 2 * mi", "mi"] {
      let found = LineCompletion(console: console).complete(line, line.count)
      // Functions that begin so stand beside it.
      #expect(found.candidates.map(\.text).filter { $0.last != "(" } == ["mine"], "\(line)")
    }
    let found = LineCompletion(console: console).complete("p $m", 4)
    #expect(found.candidates.map(\.text) == ["$mine"])
  }
}
