import Console
import Tensors

/// Whether a page is true: its commands show what stands in it, its answers are right.
package struct LessonCheck {
  /// A place where it is not.
  package struct Finding: Error, Equatable, CustomStringConvertible {
    let line: Int
    let text: String
    package var description: String { "\(line): \(text)" }
  }

  /// Alone it stands for any number of lines of what a command shows, at the end of a line for the
  /// rest of it.
  static let leftOut = "…"

  package let lesson: Lesson
  package private(set) var findings: [Finding] = []
  /// The commands that fail, in their order: a page may show that, or have it from a slip.
  package private(set) var failing: [String] = []
  /// What each command shows now, by its line.
  private var shown: [Int: [String]] = [:]

  /// Plays a lesson on consoles of its own, as at a terminal of 80 columns that is not cut off.
  package init(_ lesson: Lesson, _ commands: Commands) throws {
    self.lesson = lesson
    try LessonTrust(lesson, commands).check(lesson)
    play(commands)
  }

  private mutating func play(_ commands: Commands) {
    var page = Page(LessonTrust(lesson, commands))
    for item in lesson.items {
      switch item {
      case .prose: break
      case .command(let command):
        let (now, fails) = page.run(command)
        if fails { failing.append(command.text) }
        shown[command.line] = now
        if let text = LessonCheck.difference(command.shown, now) {
          findings.append(
            Finding(line: command.line, text: "\(LessonReader.prompt) \(command.text)\n\(text)"))
        }
      case .question(let question):
        findings += LessonCheck.findings(question, page.console)
      }
    }
  }

  // MARK: Commands

  /// A console without a terminal, whose lines are kept.
  private struct Page {
    private let shown = KeptText()
    private(set) var console: Console
    private let trust: LessonTrust

    init(_ trust: LessonTrust) {
      self.trust = trust
      console = Page.fresh(shown, trust.commands)
    }

    private static func fresh(_ shown: KeptText, _ commands: Commands) -> Console {
      let console = Console(
        keeping: shown, isInteractive: false, commands: commands)
      console.limitToLesson()
      return console
    }

    mutating func run(_ command: LessonCommandLine) -> (shown: [String], fails: Bool) {
      if command.beginsAnew { console = Page.fresh(shown, trust.commands) }
      shown.text = ""
      let status = console.execute(trust.resolved(command.text))
      var lines = shown.text.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      if lines.last == "" { lines.removeLast() }
      if case .failed = status { return (lines, true) }
      return (lines, false)
    }
  }

  /// The first line that differs, as text; nil when all are the same.
  private static func difference(_ expected: [String], _ found: [String]) -> String? {
    guard !matches(expected[...], found[...]) else { return nil }
    let same = zip(expected, found).prefix { fits($0, $1) }.count
    let old = expected.dropFirst(same).first ?? "nothing more"
    let new = found.dropFirst(same).first ?? "nothing more"
    return "  the page says: \(old)\n  it shows:      \(new)"
  }

  /// Whether lines are as expected; `…` alone stands for any number of them.
  private static func matches(_ expected: ArraySlice<String>, _ found: ArraySlice<String>) -> Bool {
    var (expected, found) = (expected, found)
    while let line = expected.first {
      if line.trimmed == leftOut {
        expected = expected.dropFirst()
        guard let next = expected.first else { return true }
        guard let place = found.firstIndex(where: { fits(next, $0) }) else { return false }
        found = found[place...]
        continue
      }
      guard let now = found.first, fits(line, now) else { return false }
      expected = expected.dropFirst()
      found = found.dropFirst()
    }
    return found.isEmpty
  }

  private static func fits(_ expected: String, _ found: String) -> Bool {
    expected == found || (expected.hasSuffix(leftOut) && found.hasPrefix(expected.dropLast()))
  }

  // MARK: Writing anew

  /// The page with what its commands show now; what was left out stays so where it still fits.
  package func rewritten(_ text: String) -> String {
    var result: [String] = []
    var skips = false
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isFinished = lines.last == ""
    if isFinished { lines.removeLast() }
    let commands = lesson.items.compactMap { item in
      if case .command(let command) = item { command } else { nil }
    }
    for (index, line) in lines.enumerated() {
      if let command = commands.first(where: { $0.line == index + 1 }) {
        let now = shown[command.line] ?? []
        let holds = LessonCheck.difference(command.shown, now) == nil
        result += [line] + (holds ? command.shown : now)
        skips = true
        continue
      }
      if skips, line.trimmed.allSatisfy({ $0 == "`" }), line.trimmed.count >= 3 { skips = false }
      if !skips { result.append(line) }
    }
    return result.joined(separator: "\n") + (isFinished ? "\n" : "")
  }
}
