/// A list between a head and a tail, on as many lines as it takes.
enum FilledLines {
  private static let width = 100

  /// One line, or the head and below it the list.
  static func below(_ head: String, _ items: [String], _ tail: String, indent: String) -> [String] {
    let whole = head + items.joined(separator: ", ") + tail
    guard whole.count > width, !items.isEmpty else { return [whole] }
    return [head] + behind(indent, items, tail, indent: indent)
  }

  /// The list right behind the head, further lines indented.
  static func behind(_ head: String, _ items: [String], _ tail: String, indent: String) -> [String]
  {
    guard !items.isEmpty else { return [head + tail] }
    var lines: [String] = []
    var line = head
    for (place, item) in items.enumerated() {
      let text = item + (place < items.count - 1 ? "," : tail)
      let isFirst = line == head && lines.isEmpty || line == indent
      if !isFirst, line.count + text.count + 1 > width {
        lines.append(line)
        line = indent + text
      } else {
        line += isFirst ? text : " " + text
      }
    }
    return lines + [line]
  }
}
