import Containers
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// A page that is not true is told where, and can be written anew.
struct LessonCheckTests {
  private static let true_ = """
    # A page

    ```text
    (kerastep) open xor
    …
    17 parameters in 3 layers
    (kerastep) feed [0, 1]
    fed input_layer…
    (kerastep) step
    dense  z = x·W + b  weighted sum of the inputs, plus the bias        tick 1 of 4
      x = [0 1]
      W[0]  [-0.3700  2.6800  1.5000 -3.1200]
      W[1]  [-0.2200 -2.3600  1.5100  3.1900]
      b     [ 0       0      -1.5100  0     ]
      z     [-0.2200 -2.3600  0       3.1900]
    ```

    **Question.** How much is z[1]?

    <!-- answer: z[1] -->
    <!-- wrong: 2.68 | The other row. -->

    <details><summary>Answer</summary>

    −2.36, as −2.36 · 1.

    </details>

    """

  private func findings(_ page: String) throws -> [String] {
    try LessonCheck(try LessonReader.read(page, file: "page.md", name: "page"), Teaching.commands)
      .findings.map(\.description)
  }

  @Test func aTruePageHasNoFindings() throws {
    #expect(try findings(Self.true_) == [])
  }

  @Test(arguments: [
    ("-2.3600  0", "-2.3700  0", "9: (kerastep) step\n  the page says:   z     [-0.2200 -2.3700"),
    ("17 parameters", "18 parameters", "4: (kerastep) open xor\n"),
    ("fed input_layer…", "fed nothing…", "7: (kerastep) feed [0, 1]\n"),
    ("(kerastep) step\n", "(kerastep) stepp\n", "9: (kerastep) stepp\n"),
    ("answer: z[1]", "answer: z[2]", "18: the text of the answer does not say 0, which z[2] gives"),
    ("answer: z[1]", "answer: nothing", "18: the answer nothing: there is no"),
    ("wrong: 2.68", "wrong: -2.36", "21: the wrong answer -2.36 counts as right"),
    ("wrong: 2.68", "wrong: -2.37", nil),
    ("−2.36, as −2.36 · 1", "2.36", "18: the text of the answer does not say -2.36"),
  ])
  func aFalsePageIsToldWhere(old: String, new: String, finding: String?) throws {
    #expect(Self.true_.contains(old))
    let found = try findings(Self.true_.replacing(old, with: new))
    guard let finding else { return #expect(found == []) }
    #expect(found.contains { $0.hasPrefix(finding) }, "\(found)")
  }

  /// What is written anew is true, and stays as it is when written again.
  @Test func aPageIsWrittenAnew() throws {
    let stale = Self.true_.replacing("0       3.1900", with: "0       3.2000").replacing(
      "17 p", with: "18 p")
    let check = try LessonCheck(
      try LessonReader.read(stale, file: "page.md", name: "page"), Teaching.commands)
    let anew = check.rewritten(stale)
    #expect(try findings(anew) == [])
    let again = try LessonCheck(
      try LessonReader.read(anew, file: "page.md", name: "page"), Teaching.commands)
    #expect(again.rewritten(anew) == anew)
    // What was true before is left alone, elisions too.
    let whole = try LessonCheck(
      try LessonReader.read(Self.true_, file: "page.md", name: "page"), Teaching.commands)
    #expect(whole.rewritten(Self.true_) == Self.true_)
  }

  /// A page begun from a session is a lesson that is true.
  @Test func aNewPageIsTrue() throws {
    let (console, _) = Console.imitation()
    console.isInteractive = false
    for line in ["open xor", "feed [0, 1]", "step", "alias s2 step", "explain z[1]"] {
      console.execute(line)
    }
    let empty = Lesson(name: "mine", title: "mine", file: "mine.md", items: [], checksum: 0)
    let trust = LessonTrust(empty, Teaching.commands)
    let (page, leftOut) = try LessonDraft.page("mine", console.output.record.lines, trust)
    #expect(leftOut == ["alias s2 step"])
    #expect(!page.contains("alias"))
    #expect(page.contains("(kerastep) explain z[1]\ndense.z[1] = -2.36"))
    #expect(try findings(page) == [])
    #expect(throws: CommandError.self) {
      _ = try LessonDraft.page("mine", ["no command"], trust)
    }
  }

  // MARK: A model of one's own

  private let folder = TemporaryDirectory()

  /// What a console is told, and the page that is made of it in the folder.
  private func draft(_ lines: [String], in place: String) throws -> LessonDraft.Written {
    let (console, _) = Console.imitation()
    console.isInteractive = false
    for line in lines { console.execute(line) }
    return try LessonDraft.write(
      "\(place)/mine", console.output.record.lines, Teaching.commands)
  }

  private func copyModel() throws -> String {
    let path = "\(Repository.path)/Sources/Console/Resources/models/xor.keras"
    folder.write(try FileBytes(path: path).bytes.array, to: "week3/model.keras")
    return "\(folder.path)/week3"
  }

  /// A file of the page's folder is called in the page as it is called there, wherever it was opened from.
  @Test func aPageOpensTheModelBesideIt() throws {
    let place = try copyModel()
    let written = try draft(
      ["open \(place)/model.keras", "feed [0, 1]", "step", "explain q[0]"], in: place)
    #expect(written.leftOut == [] && written.failing == ["explain q[0]"])
    let page = folder.text("week3/mine.md")
    #expect(page.contains("(kerastep) open model.keras\n"))
    #expect(page.contains("dense  z = x·W + b") && !page.contains("no model is open"))
    let lesson = try LessonFolder.open("\(place)/mine.md")
    #expect(try LessonCheck(lesson, Teaching.commands).findings == [])
  }

  /// A page that could not open its model is not begun.
  @Test func aModelElsewhereIsTold() throws {
    let place = try copyModel()
    folder.write([], to: "week4/empty")
    #expect {
      _ = try draft(
        ["open \(place)/model.keras", "feed [0, 1]"], in: "\(folder.path)/week4")
    } throws: { error in
      let error = error as? CommandError
      return error?.message.contains("model.keras lies outside the lesson's folder") == true
        && error?.hint.contains("lesson new \(place)/mine") == true
    }
    #expect(folder.text("week4/mine.md") == "")
    // What is not there was a slip, and is left out.
    let written = try draft(
      ["open /no/such/model.keras", "open xor", "feed [0, 1]"], in: place)
    #expect(written.leftOut == ["open /no/such/model.keras"])
  }
}
