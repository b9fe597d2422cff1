import Tensors
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// Every command stands in the sessions three times: right, wrong, and in its help.
struct CoverageTests {
  @Test func everyCommandIsShownRightWrongAndInHelp() {
    var right: Set<String> = []
    var wrong: Set<String> = []
    var help: Set<String> = []
    for name in TranscriptTests.names {
      let transcript = Transcript(Repository.text("Tests/ConsoleTests/Transcripts/\(name)"))
      let (console, shown) = Console.imitation()
      for line in transcript.commands where !console.quits {
        shown.text = ""
        let (word, rest) = line.trimmed.firstWord
        let command = Teaching.commands.find(word)?.name
        if command == "help", let topic = Teaching.commands.find(rest.firstWord.word) {
          help.insert(topic.name)
        }
        let status = console.execute(line)
        guard let command else { continue }
        if case .failed = status { wrong.insert(command) } else { right.insert(command) }
      }
    }
    let all = Set(Teaching.commands.all.map(\.name))
    #expect(all.subtracting(right).sorted() == [], "used rightly in no transcript")
    #expect(all.subtracting(wrong).sorted() == [], "refused in no transcript")
    #expect(all.subtracting(help).sorted() == [], "asked for help in no transcript: help NAME")
  }

  /// A file of Commands that is forgotten in the list is a command that nobody finds.
  @Test func everyFileIsInTheList() {
    let files = Repository.files(in: "Sources/Console/Commands", ending: "Command.swift")
      .map { String($0.dropLast(6)) }
    let listed = Commands.own.map { "\(type(of: $0))" }
    #expect(Set(files).subtracting(listed).sorted() == [], "files that are not in Commands.own")
    #expect(Set(listed).subtracting(files) == ["ReverseShorthand"])
  }

  /// What a module above the console brings along stands among the console's own, by its file's name.
  @Test func broughtAlongCommandsStandInTheirPlaces() {
    let all = Teaching.commands.all.map { "\(type(of: $0))" }
    #expect(
      all.filter { !["LessonCommand", "QuizCommand"].contains($0) }
        == Commands.own.map { "\(type(of: $0))" })
    let outOfOrder = zip(all, all.dropFirst()).filter { $0 > $1 }.map(\.1)
    #expect(outOfOrder == [], "in Commands.own they do not stand behind the line above them")
    #expect(Teaching.commands.find("quiz") is QuizCommand)
    #expect(Commands().find("quiz") == nil)
  }
}
