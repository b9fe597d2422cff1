import Containers
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// A lesson as a learner meets it, line by line.
struct LessonDialogueTests {
  private let folder = TemporaryDirectory()

  private static let page = """
    # A lesson

    First words.

    ```text
    (kerastep) open xor
    (kerastep) feed [0, 1]
    (kerastep) step
    ```

    Words behind the step.

    **Question.** How much is z[1]?

    <!-- answer: -2.36 -->
    <!-- wrong: 2.68 | You took the other row. -->

    <details><summary>Hint</summary>

    The hint.

    </details>
    <details><summary>Answer</summary>

    It is −2.36.

    </details>

    ```text
    (kerastep) step
    ```

    Last words.
    """

  /// A console that keeps progress, for the length of the test.
  private func learner() -> (Console, Shown) {
    let (console, shown) = Console.imitation()
    console.stateFolder = folder.path + "/state"
    return (console, shown)
  }

  private func begin() -> (Console, Shown) {
    folder.write(Array(Self.page.utf8), to: "lesson.md")
    let (console, shown) = learner()
    console.execute("lesson \(folder.path)")
    return (console, shown)
  }

  /// What a line shows.
  private func type(_ line: String, _ console: Console, _ shown: Shown) -> String {
    shown.text = ""
    console.execute(line)
    return shown.text
  }

  @Test func enterHasEachCommandTyped() {
    let (console, shown) = begin()
    #expect(shown.text.contains("First words."))
    #expect(shown.text.contains("→ open xor   (type it, or press Enter)"))
    #expect(console.promptText == "(lesson 1/5) ")
    #expect(type("", console, shown).contains("(kerastep) open xor\nxor  Sequential"))
    #expect(type("", console, shown).contains("(kerastep) feed [0, 1]\nfed input_layer"))
    let text = type("", console, shown)
    #expect(text.contains("z     [-0.2200 -2.3600") && text.contains("Words behind the step."))
    #expect(text.contains("How much is z[1]?"))
    #expect(console.promptText == "(answer 4/5) ")
    #expect(console.session == nil, "the person's own console is left alone")
  }

  @Test(arguments: [
    ["open xor", "feed [0, 1]", "step"], ["open   xor", "feed [0,1]", "s"], ["file xor", "", ""],
  ])
  func theSameCommandMayBeTyped(lines: [String]) {
    let (console, shown) = begin()
    for line in lines { _ = type(line, console, shown) }
    #expect(console.promptText == "(answer 4/5) ")
  }

  /// Whatever is explored, the lesson's next command finds what it expects.
  @Test(arguments: [
    ["step 2", "step 2"], ["open gru", "samples", "continue"], ["continue", "set var a[0] = 3"],
    ["let z = 7", "break dense_1", "p 1 / 0"], ["nonsense", "feed [9, 9]"],
    ["define step", "p 1", "end"], ["quiz 2", "(4)", "quit"], ["restart"],
  ])
  func theWalkIsPutBack(lines: [String]) {
    let (console, shown) = begin()
    for _ in 0..<2 { _ = type("", console, shown) }
    for line in lines { _ = type(line, console, shown) }
    #expect(console.promptText == "(lesson 3/5) ")
    let text = type("", console, shown)
    #expect(text.contains("tick 1 of 4\n  x = [0 1]\n  W[0]  [-0.3700"), "\(text)")
    #expect(console.promptText == "(answer 4/5) ")
  }

  /// Only a suggestion right above the prompt gives way to the command that is typed for the learner.
  @Test func nothingElseGivesWay() {
    let (console, shown) = begin()
    #expect(console.dialogue?.rowsAbovePrompt == 1)
    for line in ["hint", "progress", "help"] {
      _ = type(line, console, shown)
      #expect(console.dialogue?.rowsAbovePrompt == 0, "\(line)")
    }
    for line in ["open xor", "", "feed [0, 1]"] { _ = type(line, console, shown) }
    _ = type("back", console, shown)
    #expect(console.dialogue?.rowsAbovePrompt == 1)
    for line in ["p 1", "quiz", "feed [1, 1]", "nonsense"] { _ = type(line, console, shown) }
    #expect(shown.text.hasSuffix("→ feed [0, 1]\n"))
    for line in ["quiz", "", "(4)"] {
      _ = type(line, console, shown)
      #expect(console.dialogue?.rowsAbovePrompt == 0, "\(line)")
    }
    #expect(type("quit", console, shown).hasSuffix("answered.\n  → feed [0, 1]\n"))
    #expect(console.dialogue?.rowsAbovePrompt == 1)
  }

  @Test func anAnswerIsGraded() {
    let (console, shown) = begin()
    for _ in 0..<3 { _ = type("", console, shown) }
    #expect(type("2.68", console, shown).contains("No: You took the other row."))
    #expect(type("7", console, shown).contains("No, that is not it.\nTry again, or type hint."))
    #expect(type("2.36", console, shown).contains("No: the sign is the other way round."))
    #expect(type("-2.37", console, shown).contains("Nearly: very near"))
    #expect(type("-2", console, shown).contains("No"))
    #expect(type("[1, 2]", console, shown).contains("one number, yours is (2)"))
    #expect(type("-2,36", console, shown).contains("with a point here: -2.36"))
    #expect(type("1 +", console, shown).contains("expected"))
    #expect(type("p dense.W", console, shown).contains("-2.3600"))
    #expect(console.promptText == "(answer 4/5) ")
    #expect(type("−2.36", console, shown).contains("Right.\nIt is −2.36."))
    #expect(console.promptText == "(lesson 5/5) ")
    #expect(type("progress", console, shown).contains("0 right at the first try, 1 seen, 1 in all"))
  }

  @Test func hintsThenTheAnswer() {
    let (console, shown) = begin()
    for _ in 0..<3 { _ = type("", console, shown) }
    #expect(type("hint", console, shown).hasPrefix("The hint."))
    #expect(type("hint", console, shown).contains("The answer:\nIt is −2.36."))
    #expect(console.promptText == "(lesson 5/5) ")
  }

  @Test func backAndSkip() {
    let (console, shown) = begin()
    #expect(type("back", console, shown).contains("This is the first step."))
    _ = type("", console, shown)
    _ = type("", console, shown)
    #expect(type("back", console, shown).contains("→ feed [0, 1]"))
    #expect(console.promptText == "(lesson 2/5) ")
    #expect(!type("skip", console, shown).contains("fed"))
    #expect(type("", console, shown).contains("tick 1 of 4"))
    #expect(type("skip", console, shown).contains("The answer:"))
    #expect(type("where am I?", console, shown).contains("step 5 of 5"))
    #expect(type("again", console, shown).contains("First words."))
    #expect(console.promptText == "(lesson 1/5) ")
  }

  @Test func whoComesBackGoesOn() {
    let (console, shown) = begin()
    for _ in 0..<3 { _ = type("", console, shown) }
    _ = type("-2.36", console, shown)
    #expect(type("quit", console, shown).contains("Left at step 5 of 5"))
    #expect(console.dialogue == nil)
    #expect(console.promptText == "(kerastep) ")

    let (again, seen) = begin()
    #expect(seen.text.contains("A lesson: going on at step 5 of 5."))
    let text = type("", again, seen)
    #expect(text.contains("a = relu(z)"), "the walk is where it was")
    #expect(text.contains("Last words."))
    #expect(text.contains("That was the lesson: 1 of 1 questions right at the first try."))
    #expect(type("p z", again, seen).contains("-2.3600"))
    _ = type("", again, seen)
    #expect(again.dialogue == nil)

    // It is finished, so it begins anew.
    #expect(begin().1.text.contains("First words."))
  }

  @Test func aLessonWithAnotherTextBeginsAnew() {
    let (console, shown) = begin()
    _ = type("", console, shown)
    _ = type("quit", console, shown)
    folder.write(Array((Self.page + "\nMore.").utf8), to: "lesson.md")
    let (other, seen) = learner()
    other.execute("lesson \(folder.path)")
    #expect(seen.text.contains("First words."))
  }

  /// A file of progress that somebody wrote into, or a damaged one, is no harm.
  @Test(arguments: [
    "", "next 99999999999999999999", "text x\nnext 2", "next -1\nanswers 1+ -7+ x", "\u{0}\u{1B}",
  ])
  func damagedProgressBeginsAnew(text: String) throws {
    let (console, shown) = begin()
    _ = type("", console, shown)
    _ = type("quit", console, shown)
    let kept = folder.path + "/state/kerastep/lessons"
    let name = try #require(Repository.names(inFolder: kept).first)
    let lesson = try LessonFolder.open(folder.path)
    let head = text.hasPrefix("next") ? "text \(String(lesson.checksum, radix: 16))\n" : ""
    folder.write(Array((head + text).utf8), to: "state/kerastep/lessons/\(name)")
    let (_, seen) = begin()
    #expect(seen.text.contains("First words."))
  }

  /// Every lesson of the program to its end, by Enter and right answers alone: all that its page
  /// says is shown, from where it is left off and gone on with as well.
  @Test(arguments: LessonFolder.names)
  func aWholeLesson(name: String) throws {
    let lesson = try LessonFolder.open(name)
    let (console, shown) = learner()
    console.execute("lesson \(name)")
    for (place, item) in lesson.items.enumerated() where item.isStep {
      while console.promptText.hasPrefix("(Enter") { console.execute("") }
      shown.text = ""
      switch item {
      case .prose: break
      case .command(let command):
        // Exploring on the way makes no difference.
        if place % 5 == 0 { console.execute("open xor") }
        shown.text = ""
        console.execute("")
        let lines = shown.text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in command.shown where !line.hasSuffix("…") && line.count <= 80 {
          #expect(lines.contains(line[...]), "\(name):\(command.line): \(shown.text)")
        }
      case .question(let question):
        let answer =
          switch question.answer {
          case .value(let text): text
          case .shape(let shape): "(\(shape.map(String.init).joined(separator: ", ")))"
          case .words(let words): words[0]
          }
        console.execute(answer)
        #expect(shown.text.hasPrefix("Right."), "\(name):\(question.line): \(shown.text)")
        // Behind the last step a lesson is over, and would begin anew.
        if place % 2 == 0, lesson.items[(place + 1)...].contains(where: \.isStep) {
          console.execute("quit")
          console.execute("lesson \(name)")
        }
      }
    }
    while console.promptText.hasPrefix("(Enter") { console.execute("") }
    let count = lesson.questionCount
    #expect(shown.text.contains("\(count) of \(count) questions right at the first try"))
    console.execute("")
    #expect(
      console.dialogue == nil, "\(name): \(console.promptText) behind \(shown.text.suffix(400))")
  }
}
