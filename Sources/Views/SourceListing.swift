import Debugging
import Equations
import Terminal

/// The whole listing as the lines of a file, an equation a line: what an editor opens as the source of a walk.
///
/// It says nothing of where one stands, so that it is the same at every stop.
package struct SourceListing {
  /// The lines of the file, the first of number 1.
  package private(set) var lines: [String]
  /// The equation of a line.
  package private(set) var equations: [Int: Int] = [:]
  /// The line of an equation.
  package private(set) var line: [Int: Int] = [:]
  /// The line on which a layer call begins; of a call of calls, that of its first equation's layer.
  package private(set) var title: [Int: Int] = [:]

  /// `heading` stands above; of a program that there is not yet, nothing else.
  package init(_ presentation: Presentation, heading: [String], _ program: Program?) {
    lines = heading.map { "# \($0.visible)" }
    guard let program else { return }
    var presentation = presentation
    presentation.cuts = false
    let listing = EquationListing(presentation, Listing(program, current: nil))
    for frame in program.frames {
      if let section = listing.listing.section(frame.id) { add(section, listing) }
    }
    for frame in program.frames.reversed() {
      guard let parent = frame.parent, let line = title[frame.id] else { continue }
      title[parent] = min(title[parent] ?? line, line)
    }
    guard let obstacle = program.obstacle else { return }
    lines += [
      "",
      "# \(obstacle.path.visible) (\(obstacle.kind.visible)) is not computed: the walk ends here",
    ]
  }

  private mutating func add(_ section: Listing.Section, _ listing: EquationListing) {
    lines.append("")
    lines += listing.title(section).map { SourceListing.plain(String($0.drop { $0 == " " })) }
    title[section.frame.id] = lines.count
    let style = listing.presentation.formulaStyle
    let texts = section.lines.map { SourceListing.plain($0.equation.text(style)) }
    let widest = min(texts.map(\.columns).max() ?? 0, SourceListing.widest)
    for (one, text) in zip(section.lines, texts) {
      let facts = SourceListing.plain(listing.remark(one))
      let gap = String(repeating: " ", count: max(widest - text.columns, 0) + 3)
      lines.append("    " + text + (facts.isEmpty ? "" : "\(gap)# \(facts)"))
      equations[lines.count] = one.equation.id
      line[one.equation.id] = lines.count
    }
  }

  /// Remarks stand in one column, save behind equations that are longer.
  private static let widest = 60

  private static func plain(_ text: String) -> String {
    Style(usesColour: false, usesASCII: false).rendered(text, isLine: true)
  }

  /// The text of the file.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// The first line with an equation from one on; nil behind the last.
  package func line(from line: Int) -> Int? {
    equations.keys.filter { $0 >= line }.min()
  }
}
