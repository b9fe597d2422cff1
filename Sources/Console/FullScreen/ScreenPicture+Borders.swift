import Debugging
import Equations
import Models
import Terminal
import Views

/// The lines around the panes, and what they say.
extension ScreenPicture {
  func putBorders(_ cells: inout Cells) {
    let (left, right) = (layout.equations.columns.upperBound, layout.size.columns - 1)
    let split = layout.numbers.rows.upperBound
    let bottom = layout.foot.lowerBound - 1
    for row in layout.panes.rows {
      for column in [0, left, right] {
        put(box.side, &cells, row: row, column..<column + 1)
      }
    }
    let focus = state.focus
    let middle = layout.numbers.columns.lowerBound - 1
    putRule(
      &cells, row: 0, box.topLeft, box.line, title: console.session?.model.name.visible ?? "",
      isChosen: focus == .equations, upTo: middle)
    putRule(
      &cells, row: 0, box.top, box.topRight, title: place, end: tick,
      isChosen: focus == .numbers, from: middle)
    putRule(
      &cells, row: split, box.left, box.right, title: explained, isChosen: focus == .explanation,
      from: middle)
    putRule(&cells, row: bottom, box.bottomLeft, box.bottomRight)
    put(box.bottom, &cells, row: bottom, middle..<middle + 1)
  }

  /// A line across, with a title in it and what stands at its end.
  func putRule(
    _ cells: inout Cells, row: Int, _ first: String, _ last: String, title: String = "",
    end: String = "", isChosen: Bool = false, from start: Int = 0, upTo limit: Int? = nil
  ) {
    let limit = limit ?? layout.size.columns
    let width = max(limit - start, 2)
    let rule = first + String(repeating: box.line, count: width - 2) + last
    put(rule.marked(.dim), &cells, row: row, start..<limit)
    let room = start + 2..<max(limit - end.columns - 4, start + 2)
    if !title.isEmpty {
      let text =
        title.columns + 2 > room.count ? String(title.prefix(max(room.count - 2, 0))) : title
      put(" \(isChosen ? text.marked(.strong) : text) ", &cells, row: row, room)
    }
    if !end.isEmpty {
      put(" \(end) ", &cells, row: row, max(limit - end.columns - 4, start)..<limit - 1)
    }
  }

  /// `lstm  timestep 1 of 0…2`.
  private var place: String {
    guard let machine = console.session?.machine else { return "" }
    guard let moment = machine.current ?? machine.next else { return "" }
    let program = machine.program
    let equation = program.equations[moment.equation]
    let path =
      program.frames.indices.contains(equation.frame)
      ? program.frames[equation.frame].path.visible : ""
    guard let step = moment.steps.last, let scan = program.loops(equation.scan).last else {
      return path
    }
    let dots = console.presentation.usesASCII ? ".." : "…"
    let masked = panes.grid?.isMasked == true ? ", masked" : ""
    return "\(path)  timestep \(step) of 0\(dots)\(program.scans[scan].steps - 1)\(masked)"
  }

  private var tick: String {
    guard let machine = console.session?.machine else { return "" }
    let step = machine.stepCount > 1 ? "step \(machine.step), " : ""
    return "\(step)tick \(machine.position) of \(machine.program.tickCount)"
  }

  private var explained: String {
    guard let machine = console.session?.machine, let cursor = state.cursor else { return "" }
    let word = machine.place(of: cursor).visible
    return panes.isHistory ? "why \(word)" : "explain \(word)"
  }
}

/// The letters that boxes are drawn with.
struct BoxLetters {
  let line, side: String
  let topLeft, top, topRight, left, right, bottomLeft, bottom, bottomRight: String

  init(usesASCII: Bool) {
    (line, side) = usesASCII ? ("-", "|") : ("─", "│")
    let corners = usesASCII ? Array(repeating: "+", count: 8) : "┌┬┐├┤└┴┘".map(String.init)
    (topLeft, top, topRight) = (corners[0], corners[1], corners[2])
    (left, right) = (corners[3], corners[4])
    (bottomLeft, bottom, bottomRight) = (corners[5], corners[6], corners[7])
  }
}
