import Debugging
import Terminal
import Views

/// The full screen as cells.
struct ScreenPicture {
  let console: Console
  let state: ScreenState
  let panes: ScreenPanes
  let box: BoxLetters

  init(_ console: Console, _ state: ScreenState, _ panes: ScreenPanes) {
    (self.console, self.state, self.panes) = (console, state, panes)
    box = BoxLetters(usesASCII: console.output.style.usesASCII)
  }

  var layout: ScreenLayout { panes.layout }

  var cells: Cells {
    var cells = Cells(columns: layout.size.columns, rows: layout.size.rows)
    if let complaint = ScreenSwitch.complaint(layout.size) {
      let text = "\(complaint). q goes back to the prompt.".wrapped(to: layout.size.columns)
      put(text, &cells, ScreenLayout.Area(rows: 0..<text.count, columns: 0..<layout.size.columns))
      putFoot(&cells)
      return cells
    }
    if let reading = state.reading {
      put(reading, &cells)
    } else {
      putBorders(&cells)
      putEquations(&cells)
      putNumbers(&cells)
      putExplanation(&cells)
    }
    putFoot(&cells)
    put(keys, &cells, row: layout.keys, 0..<layout.size.columns)
    return cells
  }

  /// Writes a line with marks into columns of a row.
  func put(_ line: String, _ cells: inout Cells, row: Int, _ columns: Range<Int>) {
    cells.put(
      console.output.style.rendered(line, isLine: true), row: row, column: columns.lowerBound,
      upTo: columns.upperBound)
  }

  private func put(_ lines: some Sequence<String>, _ cells: inout Cells, _ area: ScreenLayout.Area)
  {
    for (row, line) in zip(area.rows, lines) { put(line, &cells, row: row, area.columns) }
  }

  // MARK: Panes

  private func putEquations(_ cells: inout Cells) {
    let area = layout.equations
    put(panes.equations.lines.dropFirst(panes.equationsTop), &cells, area)
    if state.focus == .equations, let chosen = panes.chosen(state) {
      let row = area.rows.lowerBound + chosen.line - panes.equationsTop
      if area.rows.contains(row) { cells.change(row: row, area.columns, \.reversed) }
    }
    // Below the list, over its last row where it takes all of them.
    let plot = panes.overTime.suffix(area.rows.count)
    let rows = area.rows.suffix(plot.count)
    for (row, line) in zip(rows, plot) {
      put(String(repeating: " ", count: area.columns.count), &cells, row: row, area.columns)
      put(line, &cells, row: row, area.columns)
    }
  }

  private func putNumbers(_ cells: inout Cells) {
    let area = layout.numbers
    guard panes.grid != nil else {
      let text = console.session.map { session in
        session.machine == nil
          ? "nothing is fed yet: \(session.model.feedHint)" : "there are no numbers here"
      }
      let lines = (text ?? "no model is open: open xor opens one").wrapped(to: area.columns.count)
      return put(lines.map { $0.marked(.note) }, &cells, area)
    }
    put(panes.numbers.lines, &cells, area)
    guard let cursor = state.cursor else { return }
    for spot in panes.numbers.spots where spot.target == .number(cursor) {
      change(spot, top: 0, area, &cells)
    }
  }

  private func putExplanation(_ cells: inout Cells) {
    let area = layout.explanation
    put(panes.explanation.lines.dropFirst(state.explanationTop), &cells, area)
    guard state.focus == .explanation, panes.explanation.spots.indices.contains(state.operand)
    else { return }
    change(panes.explanation.spots[state.operand], top: state.explanationTop, area, &cells)
  }

  /// Shows that something is under the cursor.
  private func change(
    _ spot: Pane.Spot, top: Int, _ area: ScreenLayout.Area, _ cells: inout Cells
  ) {
    let row = area.rows.lowerBound + spot.line - top
    guard area.rows.contains(row) else { return }
    let start = area.columns.lowerBound
    let columns = start + spot.columns.lowerBound..<start + spot.columns.upperBound
    cells.change(row: row, columns.clamped(to: area.columns), \.reversed)
  }

  private func put(_ reading: ScreenState.Reading, _ cells: inout Cells) {
    let area = layout.panes
    let lines = reading.lines[min(reading.top, reading.lines.count)...]
    for (row, line) in zip(area.rows, lines) {
      cells.put(line, row: row, column: 0, upTo: area.columns.upperBound)
    }
    let last = min(reading.top + area.rows.count, reading.lines.count)
    let place = "lines \(reading.top + 1) to \(last) of \(reading.lines.count)"
    putRule(&cells, row: 0, box.line, box.line, title: reading.title, end: place, isChosen: true)
    putRule(&cells, row: layout.foot.lowerBound - 1, box.line, box.line)
  }

  private func putFoot(_ cells: inout Cells) {
    let rows = state.isTyping ? layout.foot.dropLast() : layout.foot
    for (row, line) in zip(rows.suffix(state.log.count), state.log.suffix(rows.count)) {
      cells.put(line, row: row, column: 0, upTo: layout.size.columns)
    }
  }

  private var keys: String {
    if state.isTyping {
      return " \("Enter".marked(.name)) does it  \("Ctrl-C".marked(.name)) back to the keys"
    }
    guard state.reading == nil else {
      return " \("arrows".marked(.name)) scroll  \("q".marked(.name)) back to the panes"
    }
    return ScreenKey.line(width: layout.size.columns)
  }
}
