import Containers
import Debugging
import Tensors
import TestSupport
import Testing

@testable import Console

/// Ctrl-C at any moment that is asked at: what a command has not done leaves all as it was.
@Suite struct InterruptionLawTests {
  /// What a console holds, as text.
  private func state(_ console: Console) throws -> [String] {
    let variables = console.debugger.kept.variables.all.map { "\($0.name) \($0.tensor.shape)" }
    return try SessionFile.lines(console) + variables
  }

  /// A console amidst a walk.
  private func walk() throws -> (Console, Shown) {
    let (console, shown) = Console.imitation()
    for command in ["open lstm", "feed ones", "until lstm@1.f", "let big = ones(20000)"] {
      #expect(console.execute(command) == .done, "\(command)")
    }
    shown.text = ""
    return (console, shown)
  }

  @Test(arguments: [
    "let a = random(20000)", "let a = normal(30000) + 1", "let a = arange(9000)",
    "let a = linspace(0, 1, 9000)", "let a = big + big", "stats random(20000)",
    "set var W = random(2, 32) + 0 * sum(random(20000))", "feed random(20000)[0:6].reshape(3, 2)",
    "plot hist random(20000)", "diagnose random(20000)", "diagnose h = zeros(8)",
  ])
  func whatIsInterruptedIsAsItWas(_ command: String) throws {
    var heard = 0
    for moment in [1, 2, 3, 4, 5, 6, 8, 11, 20] {
      let (console, shown) = try walk()
      let before = try state(console)
      let wish = Wish(at: moment)
      console.wishesInterruption = { wish.isThere() }
      let status = console.execute(command)
      console.wishesInterruption = { false }
      guard status != .done else { continue }
      #expect(try state(console) == before, "\(command) at question \(moment)")
      guard wish.wasHeard else { continue }
      heard += 1
      #expect(shown.text.contains("interrupted"), "\(command) at question \(moment)")
      #expect(console.execute("p big[0]") == .done)
    }
    #expect(heard > 0, "nobody asks in \(command)")
  }

  /// What is small is made at once, so that a stop after Ctrl-C can show its values.
  @Test func fewNumbersAreNeverInterrupted() throws {
    let (console, _) = try walk()
    console.wishesInterruption = { true }
    #expect(console.execute("let a = x @ W + b[0:32] * random(32)") == .done)
    #expect(console.execute("let b = random(4097)") != .done)
    #expect(console.debugger.kept.variables["b"] == nil)
  }

  /// The wish that has ended a walk cuts nothing of what the stop shows, matrices and displays.
  @Test func aStopAfterCtrlCIsShownWhole() throws {
    var matrices = 0
    for moment in 1...60 {
      let (console, shown) = Console.imitation()
      for command in ["open xor-untrained", "feed ones", "target 1", "display dense.W"] {
        #expect(console.execute(command) == .done, "\(command)")
      }
      shown.text = ""
      let wish = Wish(at: moment)
      console.wishesInterruption = { wish.isThere() }
      _ = console.execute("train 3")
      guard wish.wasHeard else { continue }
      let lines = shown.text.split(separator: "\n")
      let empty = lines.filter { $0.hasSuffix("=") || $0.hasSuffix("= ") }
      #expect(empty.isEmpty, "\(moment): \(shown.text)")
      #expect(shown.text.contains("dense.W"))
      if lines.contains(where: { $0.contains("[[") && !$0.contains("dense.W") }) { matrices += 1 }
    }
    #expect(matrices > 0)
  }

  /// Reading text asks on its way, and nothing of a file comes in that is not read to its end.
  @Test(arguments: ["csv", "json"])
  func aFileThatIsNotReadToItsEndIsNotFed(_ kind: String) throws {
    let rows = (0..<3).map { "\($0), 1" }
    let text =
      kind == "csv"
      ? rows.joined(separator: "\n") : "[\(rows.map { "[\($0)]" }.joined(separator: ","))]"
    let folder = TemporaryDirectory()
    let path = "\(folder.path)/x.\(kind)"
    try FileBytes.write(Array(text.utf8), to: path)
    let (console, shown) = try walk()
    let before = try state(console)
    console.wishesInterruption = { true }
    #expect(console.execute("feed \(path)") != .done)
    console.wishesInterruption = { false }
    #expect(shown.text.contains("interrupted"))
    #expect(try state(console) == before)
  }

  /// One array may be within its limit, and many of them take all memory there is.
  @Test func theArraysOfAnExpressionHaveOneBudget() throws {
    let (console, shown) = try walk()
    console.debugger.elementLimit = 1000
    #expect(console.execute("p sum(ones(900) + ones(900))") == .done)
    #expect(console.execute("p ones(1000) + (ones(1000) + (ones(1000) + ones(1000)))") != .done)
    #expect(shown.text.contains("together they may have 3000 elements"))
  }
}
