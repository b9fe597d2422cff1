import Debugging
import Equations
import TestSupport
import Testing

@testable import Console

/// Numbers whose shape does not fit are refused before the walk goes on for them.
@Suite struct ShapeRefusalTests {
  private let folder = TemporaryDirectory()

  @Test(arguments: [
    "expect [1, 2, 3]", "expect zeros(7)", "expect FILE", "expect kept", "expect kept[1:] + $1",
    "diverge XOR", "diagnose zeros(1013)",
  ])
  func nothingIsComputed(_ command: String) throws {
    folder.write(Array("[1, 2, 3]".utf8), to: "wrong.json")
    let (console, shown) = Console.imitation()
    for line in ["open lstm", "feed ones", "step 2", "let kept = zeros(5)", "p ones(4)"] {
      #expect(console.execute(line) == .done, "\(line): \(shown.text)")
    }
    let machine = try #require(console.session?.machine)
    let before = machine.frontier
    #expect(before < machine.program.tickCount)
    shown.text = ""
    let files = [
      "FILE": "\(folder.path)/wrong.json", "XOR": Repository.fixture("xor-relu/golden.npz"),
    ]
    let line = files.reduce(command) { $0.replacing($1.key, with: $1.value) }
    _ = console.execute(line)
    #expect(shown.text.contains("(2)") || shown.text.contains("could be compared"), "\(shown.text)")
    #expect(machine.frontier == before)
  }
}
