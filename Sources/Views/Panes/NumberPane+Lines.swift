import Debugging
import Tensors
import Terminal
import Terms

extension NumberPane {
  /// The lines from one on, as many as there is room for, with the columns around the cursor's.
  package func pane(from top: Int, height: Int, cursor: Entry?) -> Pane {
    var pane = Pane()
    let cursorPlace = cursor.flatMap(place)
    let shown = min(top, lineCount)..<min(top + max(height, 0), lineCount)
    for block in blocks where block.lines.overlaps(shown) {
      let column = cursorPlace.flatMap { $0.block.lines == block.lines ? $0.column : nil } ?? 0
      add(block, block.lines.clamped(to: shown), column, to: &pane)
    }
    return pane
  }

  /// The line that should stand at the top so that the cursor's is seen, and all of its block where
  /// there is room.
  package func top(for cursor: Entry?, height: Int, before: Int) -> Int {
    guard let place = cursor.flatMap(place) else { return 0 }
    let isWhole = place.block.lines.count <= height
    let first = isWhole ? place.block.lines.lowerBound : place.line - 1
    let last = isWhole ? place.block.lines.upperBound - 1 : place.line
    let end = max(lineCount - height, 0)
    if first < before { return max(min(first, end), 0) }
    // What has come into sight from below stands at the top, so that what follows it is seen.
    if last >= before + height { return max(min(isWhole ? last - height + 1 : first, end), 0) }
    return min(before, end)
  }

  // MARK: A block

  private func add(_ block: Block, _ lines: Range<Int>, _ cursor: Int, to pane: inout Pane) {
    let alphabet = presentation.formulaStyle.alphabet
    let rows = lines.compactMap { block.row(at: $0) }
    let labels = rows.map { $0.row.label($0.place, alphabet) }
    let wide = max(labels.map(\.columns).max() ?? 0, block.name.columns)
    let columns = Columns(self, block, rows, cursor, room: presentation.width - wide - 1)
    let head = columns.head(wide + 1)
    if lines.contains(block.lines.lowerBound) { pane.add(head) }
    let notes = CardNotes(
      rows.map { $0.row.card?.note ?? "" }, room: presentation.width - head.columns - 2
    ).texts
    for (place, row) in rows.enumerated() {
      let mark = row.row.isCurrent && row.place == 0 ? (presentation.usesASCII ? ">" : "▶") : " "
      let label = labels[place]
      let gate = isMasked ? nil : presentation.gates[row.row.value.id]
      let name = gate.map { label.visible.marked($0.mark) } ?? label.visible
      let start = mark + name + String(repeating: " ", count: wide - label.columns)
      add(row, start, columns.texts[place], columns, notes[place], to: &pane)
    }
  }

  private func add(
    _ row: (row: Row, place: Int), _ start: String, _ texts: [String], _ columns: Columns,
    _ note: String, to pane: inout Pane
  ) {
    var line = start
    for (index, text) in texts.enumerated() {
      line += " "
      let entry = row.row.entry(row.place, columns.range.lowerBound + index)
      let left = line.columns
      line += text.padded(to: columns.width)
      pane.spots.append(
        Pane.Spot(
          line: pane.lines.count, columns: left..<line.columns, target: .number(entry)))
    }
    pane.add(marked(line, row.row) + (note.isEmpty ? "" : "  \(note.marked(.note))"))
  }

  /// What the equation gave where one stands is strong; what was there before is dim, as is what is
  /// not there yet, and all of a timestep that is masked.
  private func marked(_ line: String, _ row: Row) -> String {
    if row.isCurrent { return line.marked(.strong) }
    if !row.isComputed || isMasked { return line.marked(.dim) }
    if case .before? = row.card?.part { return line.marked(.dim) }
    return line
  }

  // MARK: Which columns, and how their numbers are written

  /// As many columns as there is room for, in the digits that let the most of them be seen.
  struct Columns {
    let range: Range<Int>
    /// Row by row, all of one width.
    let texts: [[String]]
    let width: Int
    private let name: String
    /// Whether more stand to the right.
    private let goesOn: Bool

    /// With fewer digits after the point a number says too little.
    private static let leastDigits = 2

    init(
      _ pane: NumberPane, _ block: Block, _ rows: [(row: Row, place: Int)], _ cursor: Int, room: Int
    ) {
      name = block.name
      let most = min(block.width, max(room / 2, 1))
      let first = block.width <= most ? 0 : cursor / most * most
      let read = first..<min(first + most, block.width)
      let numbers = rows.map { row in read.map { pane.number(row.row.entry(row.place, $0)) } }
      var format = pane.presentation.format
      let missing = pane.presentation.usesASCII ? "-" : "·"
      var texts = Columns.texts(numbers, rows, format, missing)
      func fitting() -> Int {
        let wide = max(Columns.widest(texts), String(block.width - 1).count)
        let all = room / (wide + 1)
        // Where not all have room, a sign says so.
        return max(all < block.width ? (room - 2) / (wide + 1) : all, 1)
      }
      while format.precision > Columns.leastDigits, fitting() < read.count {
        format.precision -= 1
        texts = Columns.texts(numbers, rows, format, missing)
      }
      let count = fitting()
      // The same columns for every place of the cursor on one page of them.
      let start =
        read.count <= count ? read.lowerBound : max(cursor / count * count, read.lowerBound)
      range = start..<min(start + count, read.upperBound)
      goesOn = range.upperBound < block.width
      let inside = range.lowerBound - first..<range.upperBound - first
      self.texts = texts.map { Array($0[inside]) }
      width = max(Columns.widest(texts), String(max(range.upperBound - 1, 0)).count)
    }

    private static func widest(_ texts: [[String]]) -> Int {
      texts.lazy.flatMap { $0 }.map(\.columns).max() ?? 1
    }

    /// The numbers of a block in one notation; a sign for what is not computed yet.
    private static func texts(
      _ numbers: [[Double?]], _ rows: [(row: Row, place: Int)], _ format: NumberFormat,
      _ missing: String
    ) -> [[String]] {
      let known = numbers.flatMap { $0.compactMap { $0 } }
      let dtype = rows.first?.row.value.dtype ?? .float32
      var texts = format.column(known, dtype)[...]
      let wide = max(texts.first?.columns ?? 1, 1)
      return numbers.map { row in
        row.map { number in
          number == nil ? missing.padded(to: wide) : texts.popFirst() ?? ""
        }
      }
    }

    /// `unit     0     1     2`, and how many more there are.
    func head(_ start: Int) -> String {
      guard !name.isEmpty else { return "" }
      let numbers = range.map { " " + String($0).padded(to: width) }.joined()
      return (" \(name)".filled(to: start) + numbers + (goesOn ? " …" : "")).marked(.dim)
    }
  }

  /// nil where it is not computed yet, or cannot be read.
  private func number(_ entry: Entry) -> Double? {
    guard machine.isComputed(entry.value, at: entry.steps) else { return nil }
    return try? machine.number(entry, sample: sample)
  }
}
