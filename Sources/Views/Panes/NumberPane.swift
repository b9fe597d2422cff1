import Debugging
import Equations
import Tensors
import Terms

/// The values of the layer call where one stands, number by number: what came in, what its equations
/// gave, its weights. Those that are vectors of one length stand below each other, unit by unit.
///
/// Only what is seen is read, so that a weight of millions of numbers costs no more than a small one.
package struct NumberPane {
  let presentation: Presentation
  let machine: Machine
  let sample: Int
  /// The rows of values below each other, in blocks with a head each.
  let blocks: [Block]
  /// Whether the timestep is masked: states are carried over, and nothing else of it is used.
  package let isMasked: Bool

  /// nil where there is nothing to look at.
  package init?(_ presentation: Presentation, _ machine: Machine, sample: Int) {
    (self.presentation, self.machine, self.sample) = (presentation, machine, sample)
    guard let here = machine.current ?? machine.next else { return nil }
    let scan = machine.program.equations[here.equation].scan.map { machine.program.scans[$0] }
    let card = scan.flatMap { try? Card(of: $0, at: here.steps, in: machine, sample: sample) }
    isMasked = card?.isMasked ?? false
    blocks = Block.all(around: here, card, in: machine)
    guard !blocks.isEmpty else { return nil }
  }

  /// How many lines all of it takes.
  package var lineCount: Int { blocks.last?.lines.upperBound ?? 0 }

  /// The first number that the equation gave where one stands; else the first there is.
  package var first: Entry? {
    for block in blocks {
      if let row = block.rows.first(where: \.isCurrent) { return row.entry(0, 0) }
    }
    return blocks.first?.rows.first?.entry(0, 0)
  }

  /// The entry of the value that is looked at where one stands now: the same element of what the
  /// equation gave, where it has one.
  package func following(_ entry: Entry?) -> Entry? {
    guard let first, let entry, entry.element < first.value.shape.count else { return first }
    return Entry(value: first.value, element: entry.element, steps: first.steps)
  }

  package func contains(_ entry: Entry) -> Bool { place(of: entry) != nil }

  /// The block of an entry, the line of its row and its column.
  func place(of entry: Entry) -> (block: Block, line: Int, column: Int)? {
    for block in blocks {
      if let place = block.place(of: entry) { return (block, place.line, place.column) }
    }
    return nil
  }

  /// The entry so many columns and rows further; the nearest one at an edge.
  package func moved(_ entry: Entry, columns: Int, lines: Int) -> Entry? {
    guard let place = place(of: entry) else { return first }
    guard lines != 0 else {
      return self.entry(line: place.line, column: place.column + columns)
    }
    var line = min(max(place.line + lines, 0), max(lineCount - 1, 0))
    let away = lines > 0 ? 1 : -1
    // A head is passed over; the one at the top is not.
    while blocks.contains(where: { $0.lines.lowerBound == line }) {
      guard (0..<lineCount).contains(line + away) else { return entry }
      line += away
    }
    return self.entry(line: line, column: place.column)
  }

  private func entry(line: Int, column: Int) -> Entry? {
    blocks.first { $0.lines.contains(line) }?.entry(line: line, column: column)
  }
}
