import Terminal
import TestSupport
import Testing

@testable import Views

/// Tables on screens of any width.
struct TableTests {
  /// Every word of every cell is there, in the row's order, and no line goes over the edge.
  @Test(arguments: [40, 48, 60, 80, 120], [UInt64](0..<6))
  func everyWordIsShown(width: Int, seed: UInt64) {
    var chance = Chance(seed: seed)
    let columns = 2 + Int(chance.next() % 6)
    func cell(_ row: Int, _ column: Int) -> String {
      switch column % 3 {
      case 0: "layer\(chance.next() % 1000).value"
      case 1: "\(Double(chance.next() % 2_000_000) / 1e6 - 1)"
      default: (0...chance.next() % 4).map { "word\($0)\(row)" }.joined(separator: ", ")
      }
    }
    let heads = (0..<columns).map { "head of \($0)" }
    let rows = (0..<5).map { row in (0..<columns).map { cell(row, $0) } }
    var table = Table(heads)
    for row in rows { table.add(row) }
    let texts = Array(stride(from: 2, to: columns, by: 3))
    let lines = table.lines(width: width, wrapping: texts, shrinking: [0])
      .map { Style(usesColour: false, usesASCII: false).rendered($0, isLine: true) }
    #expect(lines.allSatisfy { $0.columns <= width }, "\(lines.joined(separator: "\n"))")
    let shown = lines.joined(separator: " ").split(separator: " ")
    for cell in heads + rows.joined() {
      for word in cell.split(separator: " ") {
        #expect(shown.contains(word), "\(word):\n\(lines.joined(separator: "\n"))")
      }
    }
  }

  /// What fits stands as it always did.
  @Test func aTableThatFitsHasALineARow() {
    var table = Table(["Name", "Hits"])
    table.add(["lstm.f", "12"], below: ["  only if f[3] > 0.9"])
    table.add(["dense", "3"])
    #expect(
      table.lines(width: 80).map(\.unmarked) == [
        "  Name    Hits", "  ──────  ────", "  lstm.f    12", "  only if f[3] > 0.9",
        "  dense      3",
      ])
  }

  /// Columns without room beside the others stand below them, and a name of half a line loses its middle.
  @Test func whatIsLeftOverStandsBelow() {
    var table = Table(["Equation", "the file's", "float16"])
    let name = String(repeating: "bidirectional_", count: 4) + "lstm.f"
    table.add([name, "0.16666667", "0.16662598"])
    #expect(
      table.lines(width: 40, shrinking: [0]).map(\.unmarked) == [
        "  Equation", "      the file's  float16", "  ────────────────────",
        "  bidirectio…al_lstm.f", "      0.16666667  0.16662598",
      ])
    // A column that may be broken need not be there.
    #expect(table.lines(width: 20, wrapping: [4], shrinking: [0, 7]).count > 4)
  }
}
