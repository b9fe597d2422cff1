import Tensors
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// What is shown on a narrow screen is what a wide one shows: words are whole, and so are numbers.
struct NarrowLawTests {
  private static let (narrow, wide) = (60, 200)

  /// What is said only where there is less room.
  private static let saidWhereNarrow: Set<String> = [
    "was", "more", "Enter", "list", "all", "units", "changed", "less",
  ]

  /// All sessions on 60 columns and on 200.
  @Test(arguments: TranscriptTests.names)
  func nothingIsBrokenOnSixtyColumns(name: String) throws {
    let commands = Transcript(Repository.text("Tests/ConsoleTests/Transcripts/\(name)")).commands
    // A width that a session sets is the same on both screens.
    Self.compare(Array(commands.prefix { !$0.hasPrefix("set width") }))
  }

  /// The help of every command and topic.
  @Test func noHelpIsBroken() {
    let names = Teaching.commands.all.map(\.name) + HelpTopic.all.map(\.name)
    Self.compare(["help", "help all"] + names.map { "help \($0)" })
  }

  private static func compare(_ commands: [String]) {
    let (few, many) = (outputs(of: commands, narrow), outputs(of: commands, wide))
    // A lesson's pages end elsewhere on a wide screen, so the words of all commands count.
    let whole = Set(many.flatMap(words)).union(saidWhereNarrow)
    for (command, text) in zip(commands, few) {
      let broken = words(text).filter { !whole.contains($0) }
      #expect(broken == [], "\(command)\n\(text)")
      // `0…2` are timesteps.
      let cut = text.matches(of: /\d?…\d?/).map { String($0.output) }.filter { $0.count == 2 }
      #expect(cut == [], "\(command)\n\(text)")
    }
  }

  private static func outputs(of commands: [String], _ width: Int) -> [String] {
    let (console, shown) = Console.imitation(width: width)
    return commands.prefix { _ in !console.quits }.map { command in
      shown.text = ""
      console.execute(command)
      let before = shown.wideLines.count
      // An export is a file, whose lines are as long as they are.
      if !command.hasPrefix("export") { shown.note(widerThan: console.width) }
      let beyond = shown.wideLines.dropFirst(before)
      #expect(beyond == [], "\(command) on \(width) columns")
      return shown.text
    }
  }

  /// Words of letters alone: formulas and numbers are written otherwise where there is less room.
  private static func words(_ text: String) -> [String] {
    text.split { !($0.isLetter || $0 == "_" || $0 == "…") }.map(String.init)
      .filter { $0.count > 2 && $0 != "…" }
  }
}
