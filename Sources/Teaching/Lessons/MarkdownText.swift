import Terminal
import Views

/// A page's blocks as lines of a terminal: words wrapped, emphasis coloured, code as it stands.
struct MarkdownText {
  let width: Int

  /// Prose is easier to read in lines of no more than this.
  private static let widest = 88

  init(width: Int) { self.width = min(max(width, 30), MarkdownText.widest) }

  /// The lines, blocks with an empty line between them; comments and `<details>` are not shown.
  func lines(_ blocks: [MarkdownBlock]) -> [String] {
    var result: [String] = []
    var wasItem = false
    for block in blocks {
      let lines = lines(block.kind)
      guard !lines.isEmpty else { continue }
      let isItem = if case .item = block.kind { true } else { false }
      if !result.isEmpty, !(isItem && wasItem) { result.append("") }
      result += lines
      wasItem = isItem
    }
    return result
  }

  private func lines(_ kind: MarkdownBlock.Kind) -> [String] {
    switch kind {
    case .heading(_, let text):
      let title = MarkdownText.plain(text)
      let rule = String(repeating: "─", count: min(title.columns, width))
      return wrap(title.split(separator: " ").map(String.init), "", "").map { $0.marked(.strong) }
        + [rule.marked(.dim)]
    case .paragraph(let text): return wrap(words(text), "", "")
    case .item(let marker, let indent, let text):
      let start = String(repeating: " ", count: min(indent, 8) + 2) + marker + " "
      return wrap(words(text), start, String(repeating: " ", count: start.columns))
    case .quote(let text): return wrap(words(text), "  │ ", "  │ ")
    case .code(_, let lines): return lines.map { ("    " + $0).marked(.place) }
    case .table(let rows): return table(rows)
    case .comment, .details: return []
    }
  }

  private func table(_ rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    var table = Table(head.map(MarkdownText.plain))
    for row in rows.dropFirst() { table.add(row.map(MarkdownText.plain)) }
    let count = head.count
    let natural = (0..<count).reduce(2 * count) { sum, column in
      sum + (rows.map { $0.indices.contains(column) ? $0[column].columns : 0 }.max() ?? 0)
    }
    if natural <= width { return table.lines(width: width) }
    // Too wide for columns: a row is a paragraph.
    return rows.dropFirst().flatMap { row in
      wrap(words(row.joined(separator: ": ")), "  - ", "    ")
    }
  }

  // MARK: Words

  /// Words as lines between the margins.
  private func wrap(_ words: [String], _ first: String, _ further: String) -> [String] {
    var lines: [String] = []
    var current = first
    var isStart = true
    for word in words {
      if !isStart, current.columns + 1 + word.columns > width {
        lines.append(current)
        current = further + word
      } else {
        current += (isStart ? "" : " ") + word
      }
      isStart = false
    }
    return isStart ? [] : lines + [current]
  }

  /// Code that is no longer than this stays on one line.
  private static let longestUnbroken = 24

  /// The words of a text, each marked by itself so that lines can be broken between them.
  private func words(_ text: String) -> [String] {
    MarkdownText.spans(text).reduce(into: [""]) { words, span in
      let isOne = span.mark == .place && span.text.columns <= MarkdownText.longestUnbroken
      if isOne {
        words[words.count - 1] += span.text.marked(.place)
        return
      }
      for (index, part) in span.text.split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { words.append("") }
        guard !part.isEmpty else { continue }
        words[words.count - 1] += span.mark.map { String(part).marked($0) } ?? String(part)
      }
    }.filter { !$0.isEmpty }
  }

  private struct Span {
    let text: String
    let mark: Style.Mark?
  }

  /// `code`, **strong**, *stressed* and [links](…) as pieces of one look each.
  private static func spans(_ text: String) -> [Span] {
    var result: [Span] = []
    var plain = ""
    var rest = text[...]
    func take(_ mark: String, _ look: Style.Mark?) -> Bool {
      guard rest.hasPrefix(mark),
        let end = rest.dropFirst(mark.count).firstRange(of: mark),
        case let inner = rest.dropFirst(mark.count)[..<end.lowerBound], !inner.isEmpty,
        mark == "`" || (inner.first?.isWhitespace == false && inner.last?.isWhitespace == false)
      else { return false }
      result.append(Span(text: plain, mark: nil))
      plain = ""
      result.append(Span(text: String(inner), mark: look))
      rest = rest[end.upperBound...]
      return true
    }
    while let first = rest.first {
      if first == "\\", let next = rest.dropFirst().first, "*_`[]\\|<".contains(next) {
        plain.append(next)
        rest = rest.dropFirst(2)
        continue
      }
      if take("`", .place) || take("**", .strong) || take("*", .strong) { continue }
      if first == "[", let link = link(rest) {
        plain += link.text
        rest = link.rest
        continue
      }
      plain.append(first)
      rest = rest.dropFirst()
    }
    return result + [Span(text: plain, mark: nil)]
  }

  /// `[text](address)`: its text, and the address where it is one of the web.
  private static func link(_ text: Substring) -> (text: String, rest: Substring)? {
    guard let middle = text.firstRange(of: "]("),
      let end = text[middle.upperBound...].firstIndex(of: ")")
    else { return nil }
    let name = text.dropFirst()[..<middle.lowerBound]
    guard !name.contains("[") else { return nil }
    let address = text[middle.upperBound..<end]
    let shown = address.hasPrefix("http") ? "\(name) (\(address))" : String(name)
    return (shown, text[text.index(after: end)...])
  }

  /// A text without its emphasis.
  static func plain(_ text: String) -> String { spans(text).map(\.text).joined() }
}
