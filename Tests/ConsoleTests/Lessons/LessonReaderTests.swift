import Terminal
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// A page becomes a lesson, or is refused with the line in which it is wrong.
struct LessonReaderTests {
  static let command = "```text\n(kerastep) open xor\n```\n"
  static let answer = "<details><summary>Answer</summary>\n\n1.\n\n</details>\n"

  private func read(_ text: String) throws -> Lesson {
    try LessonReader.read(text, file: "page.md", name: "page")
  }

  @Test func aPageIsReadInOrder() throws {
    let lesson = try read(
      """
      # A title

      Some *words*.

      ```text
      (kerastep) open xor
      shown
      (kerastep) step
      ```

      **Question.** How many?

      <!-- answer: 2 -->
      <!-- wrong: 3 | One too many. -->

      <details><summary>Hint</summary>

      Count.

      </details>
      <details><summary>Answer</summary>

      2.

      </details>
      """)
    #expect(lesson.title == "A title")
    #expect(lesson.stepCount == 3)
    let commands = lesson.items.compactMap { if case .command(let one) = $0 { one } else { nil } }
    #expect(commands.map(\.text) == ["open xor", "step"])
    #expect(commands.map(\.shown) == [["shown"], []])
    #expect(commands.map(\.line) == [6, 8])
    guard case .question(let question)? = lesson.items.last else {
      Issue.record("the question is missing")
      return
    }
    #expect(question.answer == .value("2"))
    #expect(question.remarks.map(\.answer) == ["3"])
    #expect(question.line == 11)
  }

  @Test(arguments: [
    ("Only words.", "page.md: holds no commands"),
    ("```text\n(kerastep) open xor\n", "page.md:1: the block that begins here is never closed"),
    ("```text\n(kerastep)\n```\n", "page.md:2: a command is missing behind the prompt"),
    (command + "<!-- open", "page.md:4: the comment that begins here is never closed"),
    (command + "<!-- answer: 1 -->\n", "page.md:4: this belongs behind a question"),
    (command + "**Question.** What?\n" + answer, "page.md:4: the question has no <!-- answer"),
    (
      command + "**Question.** What?\n\n<!-- answer: 1 -->\n",
      "page.md:4: the question has no <details>"
    ),
    (
      command + "**Question.** What?\n\n<!-- answer color: red -->\n" + answer,
      "page.md:6: write answer: VALUE"
    ),
    (
      command + "**Question.** What?\n\n<!-- answer: 1 -->\n<!-- wrong: 2 -->\n" + answer,
      "page.md:7: wrong: needs a bar"
    ),
    (command + answer, "page.md:4: <details> Answer follows no question"),
    ("```text\nshown\n(kerastep) step\n```\n", "page.md:1: a block with commands begins with one"),
    (command + "</details>\n", "page.md:4: </details> closes nothing"),
    (
      command + "<details><summary>Hint</summary>\nopen",
      "page.md:4: <details> is never closed"
    ),
  ])
  func aWrongPageIsRefusedWithItsLine(page: String, message: String) {
    #expect {
      _ = try read(page)
    } throws: { error in
      "\(error)".hasPrefix(message)
    }
  }

  /// Whatever bytes a page holds, it is read or refused, and nothing but letters comes out.
  @Test func nothingOfAPageControlsATerminal() throws {
    let lesson = try read(
      "Text \u{1B}[2J\u{7} and \u{202E}turned.\n\n```text\n(kerastep) p 1 \u{1B}]0;x\u{7}\n```\n")
    for item in lesson.items {
      let text =
        switch item {
        case .prose(let blocks): MarkdownText(width: 80).lines(blocks).joined()
        case .command(let command): command.text + command.shown.joined()
        case .question: ""
        }
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test(arguments: [40, 80, 200])
  func proseFitsTheScreen(width: Int) throws {
    for name in LessonFolder.names {
      let file = try #require(LessonFolder.bundled(name))
      let lesson = try LessonReader.open(file, name: name)
      for case .prose(let blocks) in lesson.items {
        // Code stands as it is.
        let words = blocks.filter { if case .code = $0.kind { false } else { true } }
        for line in MarkdownText(width: width).lines(words) {
          #expect(line.columns <= width, "\(name): \(line)")
        }
      }
    }
  }

  @Test func theListOfLessonsIsThatOfTheFolder() throws {
    let files = Repository.files(in: "docs/walkthroughs", ending: ".md")
    #expect(files == LessonFolder.names.map { $0 + ".md" }.sorted())
    for (index, name) in LessonFolder.names.enumerated() {
      #expect(try LessonFolder.open("\(index + 1)").name == name)
      #expect(try LessonFolder.open(name).title.hasPrefix("\(index + 1). "))
    }
  }
}
