/// What a line shows, kept until there is a place for it.
struct ShownLines {
  private var parts: [(kind: Output.Kind, lines: [String])] = []
  private var count = 0

  /// No more lines are kept of what one command shows.
  private static let most = 20_000

  mutating func take(_ kind: Output.Kind, _ lines: [String]) {
    guard count < ShownLines.most else { return }
    parts.append((kind, lines))
    count += lines.count
  }

  /// The lines in their order, those of a kind left out.
  func lines(without kind: Output.Kind? = nil) -> [String] {
    parts.filter { $0.kind != kind }.flatMap(\.lines)
  }

  /// Whether all of it is one long text.
  var isPage: Bool { parts.allSatisfy { $0.kind == .page } }
}
