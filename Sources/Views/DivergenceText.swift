import Checks
import Tensors
import Terminal

/// The numbers here and there around the place in which two implementations differ, and how far they are
/// apart array by array.
package struct DivergenceText {
  let presentation: Presentation
  let divergence: Divergence

  package init(_ presentation: Presentation, _ divergence: Divergence) {
    (self.presentation, self.divergence) = (presentation, divergence)
  }

  // MARK: Around the place

  /// Numbers of the last axis around the place, those of here above those of there.
  package var around: [String] {
    guard let first = divergence.first, let size = first.shape.dims.last, size > 0 else {
      return []
    }
    let column = first.index.last ?? 0
    let row = first.element / size * size
    let own = Array(first.numbers[row..<row + size].map(\.own))
    let other = Array(first.numbers[row..<row + size].map(\.other))
    let apart = zip(own, other).map { $0 == $1 ? 0 : abs($0 - $1) }
    let texts =
      [own, other].map { numbers in numbers.map { NumberFormat.exact($0, .float32) } }
      + [apart.map { $0 == 0 ? "0" : NumberFormat.short($0) }]
    let cell = (texts.joined().map(\.columns) + [String(size - 1).count]).max() ?? 1
    let label = 9
    let beside = min(size, max((presentation.width - label) / (cell + 2), 1))
    let start = max(0, min(column - beside / 2, size - beside))
    let shown = start..<start + beside
    func line(_ name: String, _ words: [String]) -> String {
      "  " + name.filled(to: label - 2)
        + shown.map { "  " + words[$0].padded(to: cell) }.joined()
    }
    let index = line("index", (0..<size).map { String($0) }).marked(.dim)
    var lines = [index] + zip(["here", "there", "apart"], texts).map { line($0, $1) }
    lines = lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
    let count = first.numbers.count
    lines.append("  \(first.differing) of \(count) numbers differ in this place")
    return lines
  }

  // MARK: Array by array

  /// How many numbers differ, by how much at the most, and in which direction, in the order of
  /// computation.
  package var summary: [String] {
    guard !divergence.comparisons.isEmpty else { return [] }
    var table = Table(["Array", "Shape", "Differ", "Largest", "Cosine"])
    for one in divergence.comparisons {
      table.add([
        one.name, "\(one.shape)", one.differing == 0 ? "none" : "\(one.differing) of \(one.count)",
        one.largest == 0 ? "0" : NumberFormat.short(one.largest),
        one.cosine.map { NumberFormat.exact(($0 * 1e6).rounded() / 1e6, .float64) } ?? "",
      ])
    }
    return table.lines(width: presentation.room, shrinking: [0, 1])
  }
}
