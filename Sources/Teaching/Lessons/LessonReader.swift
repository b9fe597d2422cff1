import Containers
import Tensors
import Terminal

/// Makes a lesson of a page.
///
/// - A fenced block whose first line begins with `(kerastep)` is a session: its commands go on from
///   the ones before. Behind `<!-- session -->` it begins anew.
/// - A paragraph that begins with `**Question` is a question. The comments behind it say what is
///   right: `<!-- answer: EXPRESSION -->`, `<!-- answer shape: (2, 4) -->`, `<!-- answer word: i,
///   input gate -->`, and what to say to wrong answers: `<!-- wrong: 0.43 | text -->`. Two
///   `<details>` follow, named Hint and Answer; the hint may be missing.
package struct LessonReader {
  static let prompt = "(kerastep)"
  /// No page of prose is longer.
  private static let largest = 1 << 20

  private let file: String
  private var items: [Lesson.Item] = []
  private var prose: [MarkdownBlock] = []
  private var title = ""

  private init(file: String) { self.file = file }

  /// Opens a file.
  package static func open(_ file: String, name: String) throws -> Lesson {
    let bytes = try FileBytes(path: file).bytes
    guard bytes.count <= largest else {
      throw LessonError(file: file, line: 0, problem: "is too large for a lesson")
    }
    return try read(String(decoding: bytes.array, as: UTF8.self), file: file, name: name)
  }

  static func read(_ text: String, file: String, name: String) throws(LessonError) -> Lesson {
    var reader = LessonReader(file: file)
    try reader.take(try MarkdownReader.blocks(text, file: file))
    guard reader.items.contains(where: \.isStep) else {
      throw LessonError(
        file: file, line: 0,
        problem: "holds no commands: a lesson has blocks whose first line begins with \(prompt)")
    }
    let checksum = Array(text.utf8).withUnsafeBytes { CRC32.checksum($0) }
    return Lesson(
      name: name, title: reader.title.isEmpty ? name : reader.title, file: file,
      items: reader.items, checksum: checksum)
  }

  // MARK: Blocks

  private mutating func take(_ blocks: [MarkdownBlock]) throws(LessonError) {
    var index = 0
    var beginsAnew = false
    while index < blocks.count {
      let block = blocks[index]
      index += 1
      switch block.kind {
      case .comment(let text):
        if text == "session" { beginsAnew = true } else { try refuseStray(text, block) }
      case .details(let summary, _):
        throw error(
          "<details> \(summary.visible) follows no question: one begins with **Question", block)
      case .heading(1, let text) where title.isEmpty:
        title = MarkdownText.plain(text)
        prose.append(block)
      case .code(_, let lines) where lines.first?.hasPrefix(LessonReader.prompt) == true:
        flush()
        try session(lines, firstLine: block.line + 1, beginsAnew)
        beginsAnew = false
      case .code(_, let lines) where lines.contains(where: { $0.hasPrefix(LessonReader.prompt) }):
        throw error("a block with commands begins with one: \(LessonReader.prompt) …", block)
      case .paragraph(let text) where text.hasPrefix("**Question"):
        flush()
        items.append(.question(try question(blocks, from: index - 1, next: &index)))
      default:
        prose.append(block)
      }
    }
    flush()
  }

  private mutating func flush() {
    if !prose.isEmpty { items.append(.prose(prose)) }
    prose = []
  }

  private func refuseStray(_ text: String, _ block: MarkdownBlock) throws(LessonError) {
    if text.hasPrefix("answer") || text.hasPrefix("wrong") {
      throw error("this belongs behind a question, which begins with **Question", block)
    }
  }

  private mutating func session(
    _ lines: [String], firstLine: Int, _ beginsAnew: Bool
  ) throws(LessonError) {
    var command: (text: String, line: Int)?
    var shown: [String] = []
    var isFirst = true
    func item(_ command: (text: String, line: Int)) -> Lesson.Item {
      .command(
        LessonCommandLine(
          text: command.text, shown: shown, line: command.line,
          beginsAnew: beginsAnew && isFirst))
    }
    for (offset, line) in lines.enumerated() {
      guard line == LessonReader.prompt || line.hasPrefix(LessonReader.prompt + " ") else {
        shown.append(line)
        continue
      }
      if let command {
        items.append(item(command))
        isFirst = false
      }
      command = (String(line.dropFirst(LessonReader.prompt.count)).trimmed, firstLine + offset)
      shown = []
      if command?.text.isEmpty == true {
        throw LessonError(
          file: file, line: firstLine + offset, problem: "a command is missing behind the prompt")
      }
    }
    if let command { items.append(item(command)) }
  }

  // MARK: Questions

  private func question(
    _ blocks: [MarkdownBlock], from start: Int, next: inout Int
  ) throws(LessonError) -> LessonQuestion {
    var text: [MarkdownBlock] = [blocks[start]]
    var answer: LessonAnswer?
    var remarks: [LessonQuestion.Remark] = []
    var hint: [MarkdownBlock] = []
    var solution: [MarkdownBlock]?
    reading: while next < blocks.count, solution == nil {
      let block = blocks[next]
      switch block.kind {
      case .comment(let comment):
        guard let parsed = LessonReader.entry(comment) else { break }
        if parsed.key == "wrong" {
          remarks.append(try remark(parsed.value, block))
        } else {
          answer = LessonReader.answer(parsed.key, parsed.value)
          if answer == nil {
            throw error(
              "write answer: VALUE, answer shape: (2, 4), answer word: WORDS or wrong: VALUE | TEXT",
              block)
          }
        }
      case .details(let summary, let inner):
        switch summary.lowercased() {
        case "hint": hint = inner
        case "answer": solution = inner
        default: throw error("a question's <details> are Hint and Answer", block)
        }
      case .heading: break reading
      case .code(_, let lines) where lines.first?.hasPrefix(LessonReader.prompt) == true:
        break reading
      default: if answer == nil { text.append(block) } else { break reading }
      }
      next += 1
    }
    guard let answer else {
      throw error("the question has no <!-- answer: … -->", blocks[start])
    }
    guard let solution, !solution.isEmpty else {
      throw error("the question has no <details><summary>Answer</summary>", blocks[start])
    }
    return LessonQuestion(
      text: text, answer: answer, hint: hint, solution: solution, remarks: remarks,
      line: blocks[start].line)
  }

  /// `answer shape: (2, 4)` as its key and its value.
  private static func entry(_ comment: String) -> (key: String, value: String)? {
    guard let colon = comment.firstIndex(of: ":") else { return nil }
    let key = String(comment[..<colon]).trimmed
    guard key.hasPrefix("answer") || key == "wrong" else { return nil }
    return (key, String(comment[comment.index(after: colon)...]).trimmed)
  }

  private static func answer(_ key: String, _ value: String) -> LessonAnswer? {
    guard !value.isEmpty else { return nil }
    switch key {
    case "answer": return .value(value)
    case "answer shape": return Grading.shape(value).map { .shape($0) }
    case "answer word":
      let words = value.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
      return words.isEmpty ? nil : .words(words)
    default: return nil
    }
  }

  private func remark(
    _ value: String, _ block: MarkdownBlock
  ) throws(LessonError) -> LessonQuestion.Remark {
    guard let bar = value.firstIndex(of: "|"),
      case let text = String(value[value.index(after: bar)...]).trimmed, !text.isEmpty
    else {
      throw error("wrong: needs a bar and what to say: <!-- wrong: 0.43 | text -->", block)
    }
    return LessonQuestion.Remark(
      answer: String(value[..<bar]).trimmed, text: text, line: block.line)
  }

  private func error(_ message: String, _ block: MarkdownBlock) -> LessonError {
    LessonError(file: file, line: block.line, problem: message)
  }
}
