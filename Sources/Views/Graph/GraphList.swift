import Tensors
import Terminal

/// A model's calls as an indented list, where the picture would be too wide.
///
/// What follows its only source stays in line with it; a second reader stands further in.
struct GraphList {
  let graph: CallGraph
  /// The call where one stands.
  let current: Int?
  let width: Int
  let usesASCII: Bool

  private static let deepest = 8

  func lines() -> [String] {
    let note =
      "the picture is too large for this screen, so this is a list: "
      + "each reads what the arrow names, or else the line above"
    let depths = depths
    var lines = note.wrapped(to: width).map { $0.marked(.note) }
    for (place, call) in graph.calls.enumerated() {
      let here = place == current ? (usesASCII ? "->" : "→") : ""
      let start = here.filled(to: 4) + String(repeating: "  ", count: depths[place])
      let text = "\(call.title.visible)  \(call.shape)\(reads(place))"
      let row = "\(start)\(call.name.visible)  \(text)"
      lines +=
        row.columns <= width
        ? [row] : text.wrapped(after: "\(start)\(call.name.visible)  ", to: width)
    }
    return lines
  }

  private var depths: [Int] {
    var result: [Int] = []
    var read: Set<Int> = []
    for call in graph.calls {
      let sources = call.sources.map(\.call)
      let isBranch = sources.count == 1 && sources.contains(where: read.contains)
      result.append(
        min((sources.map { result[$0] }.min() ?? 0) + (isBranch ? 1 : 0), GraphList.deepest))
      read.formUnion(sources)
    }
    return result
  }

  /// `  ← left, both:1`; nothing where it reads the call above.
  private func reads(_ place: Int) -> String {
    let sources = graph.calls[place].sources
    if sources.isEmpty || sources.map(\.call) == [place - 1] { return "" }
    let names = sources.map { source in
      graph.calls[source.call].name.visible + (source.output > 0 ? ":\(source.output)" : "")
    }
    return "  \(usesASCII ? "<-" : "←") \(names.joined(separator: ", "))"
  }
}
