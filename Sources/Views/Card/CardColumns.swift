import Debugging
import Tensors
import Terminal
import Terms

/// A card's table with as many units as a line takes, the same in all rows.
///
/// Digits go before units do, down to two after the point; then the units that changed least.
struct CardColumns {
  private let presentation: Presentation
  private let table: Card.Table
  /// The units that are shown, in order.
  let units: [Int]
  /// A text for each of them; nil for a row that is not computed yet.
  private let cells: [[String]?]
  private let cell, label: Int

  /// The fewest digits after the point that numbers are cut to.
  private static let fewestDigits = 2
  /// Columns before a row's label, and between it and the first number.
  private static let margin = 2

  init(_ presentation: Presentation, _ table: Card.Table) {
    self.presentation = presentation
    self.table = table
    let names = table.rows.map { presentation.name($0.value).columns }
    label = max(names.max() ?? 0, "unit".count)
    let room = presentation.room - label - CardColumns.margin
    func fits(_ grid: Grid, _ count: Int) -> Bool { (grid.width + 1) * count <= room }
    // No number is narrower than one letter and a blank.
    var units = table.units(showing: max(room / 2, 1))
    var grid = Grid(table, units, presentation.format)
    var format = presentation.format
    if units.count == table.units {
      while !fits(grid, units.count), format.precision > CardColumns.fewestDigits {
        format.precision -= 1
        grid = Grid(table, units, format)
      }
    }
    if !fits(grid, table.units) {
      // The widest number of all may be in a unit that is not shown.
      var count = max(room / (Grid(table, units, presentation.format).width + 1), 1)
      units = table.units(showing: count)
      grid = Grid(table, units, presentation.format)
      while count < table.units {
        let more = table.units(showing: count + 1)
        let wider = Grid(table, more, presentation.format)
        guard fits(wider, more.count) else { break }
        (count, units, grid) = (count + 1, more, wider)
      }
    }
    (self.units, cells, cell) = (units, grid.cells, grid.width)
  }

  /// The head and the rows; below them how many units are not shown.
  var lines: [String] {
    let head = line("unit", units.map { String($0) }).marked(.dim)
    let notes = CardNotes(table.rows.map(\.note), room: presentation.room - head.columns - 2)
    let rows = zip(zip(table.rows, cells), notes.texts).map { pair, note in
      let numbers = text(pair.0, pair.1)
      guard !note.isEmpty, pair.1 != nil else { return numbers }
      let gap = String(repeating: " ", count: max(head.columns - numbers.columns, 0))
      return numbers + gap + "  \(note.marked(.note))"
    }
    let hidden = table.units - units.count
    guard hidden > 0 else { return [head] + rows }
    let name = table.rows.last.map { $0.value.name.ascii } ?? ""
    let all = "  \(presentation.ellipsis) \(hidden) more units changed less (p \(name))"
    return [head] + rows + [all.marked(.dim)]
  }

  /// The columns of a line in which the number of the `index`th unit shown stands, from 0.
  func columns(of index: Int) -> Range<Int> {
    let start = CardColumns.margin + label + index * (cell + 1) + 1
    return start..<start + cell
  }

  private func text(_ row: Card.Row, _ cells: [String]?) -> String {
    let name = presentation.name(row.value)
    guard let cells else {
      return "  \(name.filled(to: label))  not computed yet: tick \(row.tick)".marked(.dim)
    }
    let text = line(presentation.colouredName(row.value), cells).trimmedEnd
    return switch row.part {
    case .before: text.marked(.dim)
    case .left: text.marked(.strong)
    case .input, .way: text
    }
  }

  private func line(_ name: String, _ cells: [String]) -> String {
    "  " + name + String(repeating: " ", count: label - name.columns)
      + cells.map { " " + $0.padded(to: cell) }.joined()
  }

  /// The numbers of some units as text, the points of all rows below each other.
  private struct Grid {
    let cells: [[String]?]
    let width: Int

    init(_ table: Card.Table, _ units: [Int], _ format: NumberFormat) {
      var cells = table.rows.map { row in
        row.tensor.map { tensor in
          format.column(units.map { tensor.elements[$0] }, tensor.dtype)
        }
      }
      let fraction = cells.compactMap { $0?.first?.fraction }.max() ?? 0
      for (index, texts) in cells.enumerated() where texts?.first?.fraction == 0 {
        guard table.rows[index].value.dtype != .bool else { continue }
        cells[index] = texts?.map { $0 + String(repeating: " ", count: fraction) }
      }
      self.cells = cells
      let most = cells.compactMap { $0?.map(\.count).max() }.max() ?? 0
      width = max(most, units.last.map { String($0).count } ?? 0)
    }
  }
}

extension String {
  /// How many columns the point and what follows it take.
  fileprivate var fraction: Int { drop { $0 != "." }.count }
}
