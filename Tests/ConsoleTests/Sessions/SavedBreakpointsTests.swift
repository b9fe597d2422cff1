import Debugging
import Terminal
import TestSupport
import Testing

@testable import Console

/// `save breakpoints` and `source` of what it wrote.
struct SavedBreakpointsTests {
  private static let lines = [
    "break lstm.f if f[0] > 0.85", "commands", "silent", "p f[0]", "continue", "end",
    #"break /^dense\.z/"#, "ignore 2 1", "tbreak LSTM@2", "watch lstm.C[0] > 0.1",
    "condition 4 f[0] > 0.5", "disable 4", "catch nan except dense",
    #"dprintf dense.a, "a %.3f, %s", a[0], a"#, "watch LSTM.h", "break lstm@1.o",
  ]

  /// Before an input is fed and after, another console has the same breakpoints from the file.
  @Test(arguments: [false, true])
  func whatIsSavedIsMadeAgain(isFed: Bool) throws {
    let folder = TemporaryDirectory()
    let path = "\(folder.path)/stops.kst"
    func console() -> (Console, Shown) {
      let (console, shown) = Console.imitation()
      console.execute("open lstm")
      if isFed { console.execute("feed [[0, 1], [2, 3], [4, 5]]") }
      return (console, shown)
    }
    let (first, _) = console()
    for line in Self.lines { #expect(first.execute(line) == .done, "\(line)") }
    #expect(first.execute("save breakpoints \(path)") == .done)
    let (second, shown) = console()
    #expect(second.execute("source \(path)") == .done, "\(shown.text)")
    #expect(second.breakpoints.all.map { $0.lines() } == first.breakpoints.all.map { $0.lines() })
    #expect(second.breakpoints.all.count == 8)
  }

  @Test func aFileThatEndsInTheMiddleOfCommandsIsRefused() throws {
    let (console, shown) = Console.imitation()
    console.execute("open xor")
    console.execute("feed [0, 1]")
    let text = "break dense\ncommands\np z\n"
    #expect(throws: CommandError.self) {
      try console.run(ScriptReader(text: text, name: "stops"))
    }
    #expect(!console.followUp.isCollecting, "\(shown.text)")
  }
}
