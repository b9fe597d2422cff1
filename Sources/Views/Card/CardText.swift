import Debugging
import Tensors
import Terminal

/// A timestep as lines: its tables by unit, the words of the notes at the right.
///
/// ```
/// lstm  timestep 1 of 0…2                                     ticks 8–14 of 23
///   x  [2 3]
///   unit       0       1       2       3
///   C₋₁  -0.2264 -0.1410 -0.1175 -0.5241
///   f     0.9746  0.6089  0.9333  0.5477  forget gate
/// ```
package struct CardText {
  let presentation: Presentation
  let card: Card

  package init(_ presentation: Presentation, _ card: Card) {
    (self.presentation, self.card) = (presentation, card)
  }

  /// The lines. At most `height` of them where it is given: the tables above the last ones go, with
  /// a line that says so.
  package func lines(height: Int? = nil) -> [String] {
    let top = header + card.inputs.map(text) + card.others.map(other)
    var tables = card.tables.map(text)
    var hidden = 0
    if let height {
      while tables.count > 1, top.count + tables.map(\.count).reduce(1, +) > height {
        tables.removeFirst()
        hidden += 1
      }
    }
    var lines = top + (hidden > 0 ? [more(hidden)] : []) + tables.flatMap { $0 }
    if card.isMasked { lines = lines.prefix(1) + lines.dropFirst().map { $0.dimmed } }
    return lines
  }

  // MARK: What stands above the tables

  private var header: [String] {
    let dots = presentation.usesASCII ? ".." : "…"
    let dash = presentation.usesASCII ? "-" : "–"
    let ticks =
      card.ticks.count == 1
      ? "tick \(card.ticks.lowerBound)"
      : "ticks \(card.ticks.lowerBound)\(dash)\(card.ticks.upperBound)"
    let start =
      "\(card.place.visible.marked(.place))  "
      + "timestep \(card.timestep) of 0\(dots)\(card.length - 1)".marked(.strong)
      + (card.isMasked ? "  " + "masked: carried over".marked(.note) : "")
    return presentation.spread(start, "\(ticks) of \(card.tickCount)")
  }

  /// `  x  [2 3]`; of a loop that goes backwards, which row it is.
  private func text(_ input: Card.Input) -> String {
    let remark = input.reversed.map { "  row \($0), as the loop goes backwards".marked(.dim) }
    return fact(input.row) + (remark ?? "")
  }

  private func other(_ row: Card.Row) -> String { fact(row) }

  private func fact(_ row: Card.Row) -> String {
    let label = "  \(presentation.name(row.value))"
    guard let tensor = row.tensor else {
      return "\(label)  not computed yet: tick \(row.tick)".marked(.dim)
    }
    let isShort = tensor.shape.rank < 2
    let room = max(presentation.room - label.columns - 2, 12)
    let text = isShort ? presentation.stopText.oneLine(tensor, width: room) : "\(tensor.shape)"
    return isShort ? "\(label)  \(text)" : "\(label) \(text)"
  }

  private func more(_ hidden: Int) -> String {
    let tables = hidden == 1 ? "one table" : "\(hidden) tables"
    return "  \(presentation.ellipsis) \(tables) above: info values shows all".marked(.dim)
  }

  // MARK: A table

  private func text(_ table: Card.Table) -> [String] {
    let columns = CardColumns(presentation, table)
    let isOwn = card.tables.count == 1
    return (isOwn ? [] : ["  \(table.path.visible)".marked(.place)]) + columns.lines
  }
}

extension String {
  /// A whole line in a dim style, whatever was marked in it before.
  fileprivate var dimmed: String { unmarked.marked(.dim) }
}
