import Tensors
import Terminal
import Testing

@testable import Console
@testable import Teaching

/// What `help` gives as an example can be typed as it stands: on XOR, which is open at the start, or
/// on the bundled model that it opens.
struct ExampleTests {
  @Test(arguments: Teaching.commands.all.map(\.name))
  func anExampleRuns(name: String) throws {
    let command = try #require(Teaching.commands.find(name))
    let (console, shown) = Console.imitation()
    console.execute("open xor")
    #expect(!command.example.isEmpty)
    for line in command.example {
      let before = shown.text
      #expect(
        console.execute(line) == .done, "\(line): \(shown.text.dropFirst(before.count))")
    }
  }

  /// An example shows the command that it is of, by one of its names.
  @Test(arguments: Teaching.commands.all.map(\.name))
  func anExampleIsOfItsCommand(name: String) throws {
    let command = try #require(Teaching.commands.find(name))
    #expect(command.example.contains { Teaching.commands.find($0.firstWord.word)?.name == name })
  }

  @Test(arguments: Teaching.commands.all.map(\.name))
  func helpBeginsWithTheExample(name: String) throws {
    let command = try #require(Teaching.commands.find(name))
    let lines = HelpText.lines(command, width: 80)
    let rest = lines.drop { $0 != "for example" }.dropFirst()
    #expect(rest.prefix(command.example.count) == command.example.map { "  \($0)" }[...])
    #expect(lines.count - rest.count < 5)
    #expect(lines.allSatisfy { $0.columns <= 80 })
  }
}
