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
    #expect(all.subtracting(right).sorted() == [])
    #expect(all.subtracting(wrong).sorted() == [])
    #expect(all.subtracting(help).sorted() == [])
  }
}
