import Containers
import Tensors
import Terminal

/// A part of a page in Markdown: as much of the language as lessons need.
///
/// Paragraphs, headings, lists, quotations, tables, fenced code, comments and `<details>`; anything
/// else is a paragraph. Nothing of a page can reach the terminal but letters: other characters are
/// spelled out when the page is read.
struct MarkdownBlock: Equatable {
  indirect enum Kind: Equatable {
    case heading(level: Int, String)
    case paragraph(String)
    /// `- text` or `1. text`, and how far it is indented.
    case item(marker: String, indent: Int, String)
    case quote(String)
    case code(language: String, [String])
    case table([[String]])
    case comment(String)
    case details(summary: String, [MarkdownBlock])
  }

  let kind: Kind
  /// The line in the file that it begins in, from 1.
  let line: Int
}

/// What is wrong with a lesson, and where.
struct LessonError: Reported, Equatable {
  let file: String
  let line: Int
  let problem: String

  var exitCode: Int32 { ExitStatus.unusableFile }

  var message: String { line > 0 ? "\(file):\(line): \(problem)" : "\(file): \(problem)" }
}

/// Reads a page line by line.
struct MarkdownReader {
  private let lines: [String]
  private let file: String
  private var next = 0

  init(_ text: String, file: String) {
    // A CRLF is one character.
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { String($0).replacing("\t", with: "  ").visible }
    self.file = file
  }

  static func blocks(_ text: String, file: String) throws(LessonError) -> [MarkdownBlock] {
    var reader = MarkdownReader(text, file: file)
    return try reader.blocks(isInside: false)
  }

  /// The blocks up to the end of the page, or of the `<details>` that they stand in.
  private mutating func blocks(isInside: Bool) throws(LessonError) -> [MarkdownBlock] {
    var result: [MarkdownBlock] = []
    let start = next
    while next < lines.count {
      let text = lines[next].trimmed
      if text == "</details>" {
        guard isInside else { throw error("</details> closes nothing", at: next) }
        next += 1
        return result
      }
      if text.isEmpty {
        next += 1
        continue
      }
      if text.hasPrefix("<details"), isInside {
        throw error("<details> stands inside another one", at: next)
      }
      let line = next + 1
      result.append(MarkdownBlock(kind: try kind(), line: line))
    }
    guard !isInside else { throw error("<details> is never closed", at: start - 1) }
    return result
  }

  private mutating func kind() throws(LessonError) -> MarkdownBlock.Kind {
    let text = lines[next].trimmed
    if text.hasPrefix("```") { return try code() }
    if text.hasPrefix("<!--") { return try comment() }
    if text.hasPrefix("<details") { return try details() }
    if text.hasPrefix("|") {
      return .table(take { $0.hasPrefix("|") }.compactMap(MarkdownReader.row))
    }
    if text.hasPrefix(">") {
      let rows = take { $0.hasPrefix(">") }.map { String($0.dropFirst()).trimmed }
      return .quote(rows.joined(separator: " "))
    }
    let level = text.prefix { $0 == "#" }.count
    if (1...6).contains(level), text.dropFirst(level).hasPrefix(" ") {
      next += 1
      return .heading(level: level, String(text.dropFirst(level)).trimmed)
    }
    if let marker = MarkdownReader.marker(text) {
      let indent = lines[next].prefix { $0 == " " }.count
      let rest = String(text.dropFirst(marker.count)).trimmed
      next += 1
      let more = take { !MarkdownReader.beginsBlock($0) }
      return .item(marker: marker, indent: indent, ([rest] + more).joined(separator: " "))
    }
    let first = text
    next += 1
    return .paragraph(
      ([first] + take { !MarkdownReader.beginsBlock($0) }).joined(separator: " "))
  }

  /// The lines from here on that fit, trimmed.
  private mutating func take(_ fits: (String) -> Bool) -> [String] {
    var result: [String] = []
    while next < lines.count, case let text = lines[next].trimmed, !text.isEmpty, fits(text) {
      result.append(text)
      next += 1
    }
    return result
  }

  /// Whether a line ends the paragraph before it.
  private static func beginsBlock(_ text: String) -> Bool {
    ["```", "<!--", "<details", "</details", "|", ">", "# ", "## ", "### "]
      .contains { text.hasPrefix($0) } || marker(text) != nil
  }

  /// `-`, `*` or `1.` in front of a blank.
  private static func marker(_ text: String) -> String? {
    let (word, rest) = text.firstWord
    guard !rest.isEmpty else { return nil }
    if word == "-" || word == "*" { return word }
    let digits = word.dropLast()
    return word.last == "." && !digits.isEmpty && digits.count < 4
      && digits.allSatisfy(\.isNumber) ? word : nil
  }

  /// The cells of a table's row; nil for the rule below its head.
  private static func row(_ text: String) -> [String]? {
    if text.allSatisfy({ "|-: ".contains($0) }) { return nil }
    // A \| is part of a cell.
    let escaped = text.replacing("\\|", with: "\u{1}")
    let cells = escaped.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
    return (escaped.hasSuffix("|") ? cells.dropLast() : cells[...]).map {
      String($0).replacing("\u{1}", with: "|").trimmed
    }
  }

  private mutating func code() throws(LessonError) -> MarkdownBlock.Kind {
    let start = next
    let fence = lines[start].trimmed.prefix { $0 == "`" }
    let language = String(lines[start].trimmed.dropFirst(fence.count)).trimmed
    next += 1
    var body: [String] = []
    while next < lines.count {
      let line = lines[next]
      next += 1
      if line.trimmed == fence { return .code(language: language, body) }
      body.append(line)
    }
    throw error("the block that begins here is never closed", at: start)
  }

  private mutating func comment() throws(LessonError) -> MarkdownBlock.Kind {
    let start = next
    var body: [String] = []
    while next < lines.count {
      let line = lines[next].trimmed
      next += 1
      if let end = line.firstRange(of: "-->") {
        body.append(String(line[..<end.lowerBound]))
        return .comment(String(body.joined(separator: " ").dropFirst("<!--".count)).trimmed)
      }
      body.append(line)
    }
    throw error("the comment that begins here is never closed", at: start)
  }

  private mutating func details() throws(LessonError) -> MarkdownBlock.Kind {
    let start = next
    let text = lines[start].trimmed
    guard let open = text.firstRange(of: "<summary>"),
      let close = text.firstRange(of: "</summary>"),
      open.upperBound <= close.lowerBound
    else {
      throw error("<details> needs its <summary>…</summary> in the same line", at: start)
    }
    next += 1
    return .details(
      summary: String(text[open.upperBound..<close.lowerBound]).trimmed,
      try blocks(isInside: true))
  }

  private func error(_ problem: String, at index: Int) -> LessonError {
    LessonError(file: file, line: index + 1, problem: problem)
  }
}
