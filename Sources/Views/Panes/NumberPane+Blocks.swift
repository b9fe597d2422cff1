import Debugging
import Equations
import Tensors
import Terms

extension NumberPane {
  /// A value, as rows of the numbers along its last axis.
  struct Row {
    let value: Value
    let steps: [Int]
    /// Whether the equation just executed gave it.
    let isCurrent: Bool
    let isComputed: Bool
    /// What the card of the timestep says of it; nil outside loops.
    let card: Card.Row?

    var width: Int { max(value.shape.dims.last ?? 1, 1) }
    var count: Int { max(value.shape.count / width, 1) }

    func entry(_ row: Int, _ column: Int) -> Entry {
      Entry(value: value, element: row * width + column, steps: steps)
    }

    /// `C`, or `W[3]` for a row of a matrix.
    func label(_ row: Int, _ alphabet: Formula.Style.Alphabet) -> String {
      let name = value.name.text(alphabet)
      guard value.shape.rank > 1 else { return name }
      let index = value.shape.index(of: row * width).dropLast().map(String.init)
      return "\(name)[\(index.joined(separator: ","))]"
    }
  }

  /// Values with rows of one length, a head above them.
  struct Block {
    let rows: [Row]
    /// The lines that it takes, the head first.
    let lines: Range<Int>

    var width: Int { rows.first?.width ?? 1 }

    /// What the columns are: units, or the columns of a matrix; nothing of single numbers.
    var name: String {
      let isMatrix = (rows.first?.value.shape.rank ?? 0) > 1
      return isMatrix ? "col" : width > 1 ? "unit" : ""
    }

    func place(of entry: Entry) -> (line: Int, column: Int)? {
      var line = lines.lowerBound + 1
      for row in rows {
        if row.value == entry.value, row.steps == entry.steps {
          return (line + entry.element / row.width, entry.element % row.width)
        }
        line += row.count
      }
      return nil
    }

    func entry(line: Int, column: Int) -> Entry? {
      guard let (row, place) = row(at: line) else { return nil }
      return row.entry(place, min(max(column, 0), row.width - 1))
    }

    /// The value that has a line, and which of its rows that is; nil for the head.
    func row(at line: Int) -> (row: Row, place: Int)? {
      var rest = line - lines.lowerBound - 1
      guard rest >= 0 else { return nil }
      for row in rows {
        if rest < row.count { return (row, rest) }
        rest -= row.count
      }
      return nil
    }

    /// The blocks of the layer call in which an execution stands.
    static func all(around moment: Moment, _ card: Card?, in machine: Machine) -> [Block] {
      let values = values(around: moment, card, in: machine)
      let current = machine.current?.equation == moment.equation
      let result = machine.program.equations[moment.equation].result
      var groups: [[Row]] = []
      for value in values where value.shape.count > 0 {
        let steps = machine.program.filled(moment.steps, for: value.scope)
        let row = Row(
          value: value, steps: steps, isCurrent: current && value == result,
          isComputed: machine.isComputed(value, at: steps),
          card: card?.rows.first { $0.value == value })
        let fitting = groups.firstIndex { group in
          guard let other = group.first, value.shape.rank < 2 else { return false }
          return other.value.shape.rank < 2 && other.width == row.width
            && (other.value.role == .weight) == (value.role == .weight)
        }
        if let fitting { groups[fitting].append(row) } else { groups.append([row]) }
      }
      var start = 0
      return groups.map { rows in
        let end = start + 1 + rows.reduce(0) { $0 + $1.count }
        defer { start = end }
        return Block(rows: rows, lines: start..<end)
      }
    }

    /// The values of a layer call: in a loop in the order of the timestep's card, otherwise as its
    /// equations bring them in and give them; its weights last.
    private static func values(
      around moment: Moment, _ card: Card?, in machine: Machine
    ) -> [Value] {
      let program = machine.program
      let call = program.equations[moment.equation].frame
      var seen: Set<Int> = []
      var values: [Value] = []
      for equation in program.equations where equation.frame == call {
        values += equation.term.values.filter { $0.role != .number } + [equation.result]
      }
      values = values.filter { seen.insert($0.id).inserted }
      let first = (card?.rows ?? []).map(\.value).filter { seen.remove($0.id) != nil }
      let rest = values.filter { seen.contains($0.id) }
      return first + rest.filter { $0.role != .weight } + rest.filter { $0.role == .weight }
    }
  }
}
