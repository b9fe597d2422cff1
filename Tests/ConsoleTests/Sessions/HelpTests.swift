import Expressions
import Tensors
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// What a newcomer reads first, and the topics behind it.
struct HelpTests {
  /// It leaves room for the prompt on 60 columns and 18 rows.
  @Test func theFirstHelpIsOneScreen() {
    #expect(FirstHelp.lines.count <= 16)
    #expect(FirstHelp.lines.allSatisfy { $0.columns <= 60 })
  }

  /// Each of its lines does something in the middle of an LSTM's walk; an answer may be no.
  @Test(arguments: FirstHelp.rows.flatMap(\.lines))
  func whatTheFirstHelpShowsCanBeTyped(line: String) {
    let folder = TemporaryDirectory()
    let (console, shown) = Console.imitation()
    for line in ["open lstm", "feed ones", "until lstm@0.h"] { console.execute(line) }
    if line.contains("h[0]") { console.execute("until lstm@1.h") }
    shown.text = ""
    let isFile = line.hasPrefix("save") || line.hasPrefix("transcript")
    let status = console.execute(
      isFile ? line.replacing("walk", with: "\(folder.path)/walk") : line)
    #expect([.done, .failed(code: 1)].contains(status), "\(shown.text)")
  }

  @Test(arguments: HelpTopic.all.map(\.name), [40, 60, 80])
  func topicsFit(name: String, width: Int) throws {
    let topic = try #require(HelpTopic.named(name))
    for line in topic.lines(max(width, 60)) { #expect(line.columns <= max(width, 60), "\(line)") }
    // A command would win.
    for name in topic.names {
      #expect(Teaching.commands.find(name) == nil || name == "init", "\(name)")
    }
  }

  /// What a newcomer may ask for leads somewhere.
  @Test(arguments: [
    "functions", "keys", "gates", "lstm", "places", "breakpoints", "init file", "all", "sigmoid",
  ])
  func whatIsAskedForIsThere(topic: String) {
    let (console, shown) = Console.imitation()
    #expect(console.execute("help \(topic)") == .done, "\(shown.text)")
  }

  @Test func aproposFindsLessonsTopicsAndFunctions() {
    let (console, shown) = Console.imitation()
    console.execute("apropos gate")
    for text in ["lesson 5 ", "help gates", "catch "] {
      #expect(shown.text.contains("  \(text)"), "\(shown.text)")
    }
    shown.text = ""
    console.execute("apropos softm")
    #expect(shown.text.contains("functions: ") && shown.text.contains("softmax"))
  }

  /// A lesson and a quiz have a help of their own.
  @Test func conversationsHaveTheirOwnHelp() {
    let (console, shown) = Console.imitation()
    for line in ["open lstm", "feed ones", "quiz 2"] { console.execute(line) }
    for word in ["help", "?"] {
      shown.text = ""
      #expect(console.execute(word) == .done)
      #expect(shown.text.contains("  skip        its answer"), "\(word)")
    }
    shown.text = ""
    console.execute("help step")
    #expect(shown.text.contains("step, s: execute the next equation"))
    console.execute("quit")
    console.execute("lesson 1")
    shown.text = ""
    console.execute("help")
    #expect(shown.text.contains("  hint        help with a question"))
  }
}
