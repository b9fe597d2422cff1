import Debugging
import Terminal
import Views

/// What the panes of the full screen show where the walk stands, and where they do.
struct ScreenPanes {
  let layout: ScreenLayout
  let equations: Pane
  /// The first line of the list that is seen.
  let equationsTop: Int
  /// All the numbers there are; nil before anything is fed.
  let grid: NumberPane?
  /// Those that are seen.
  let numbers: Pane
  let explanation: Pane
  /// Whether that is what `why` says.
  let isHistory: Bool
  /// The number under the cursor over time.
  let overTime: [String]

  /// Follows the walk, then lays out what there is to see.
  init(
    _ console: Console, _ listing: Listing?, _ state: inout ScreenState, _ size: TerminalSize
  ) {
    let machine = console.session?.machine
    let sample = console.session?.sample ?? 0
    var own = console.presentation
    own.cuts = true
    func presentation(_ area: ScreenLayout.Area) -> Presentation {
      var presentation = own
      presentation.width = max(area.columns.count, 1)
      return presentation
    }
    let draft = ScreenLayout(size, numbers: 0)
    let grid = machine.flatMap {
      NumberPane(presentation(draft.numbers), $0, sample: sample)
    }
    if let machine, let grid {
      state.follow(
        machine, first: { grid.first }, following: grid.following, contains: grid.contains)
    } else {
      state.cursor = nil
    }
    let layout = ScreenLayout(size, numbers: grid?.lineCount ?? 0)
    self.layout = layout
    self.grid = grid
    let height = layout.numbers.rows.count
    state.numbersTop =
      grid?.top(for: state.cursor, height: height, before: state.numbersTop) ?? 0
    numbers = grid?.pane(from: state.numbersTop, height: height, cursor: state.cursor) ?? Pane()
    equations =
      listing.map { EquationPane(presentation(layout.equations), $0, machine).pane } ?? Pane()
    equationsTop = ScreenPanes.top(
      of: equations, at: state.equation ?? equations.current,
      height: max(layout.equations.rows.count - 1, 1))
    guard let machine, let cursor = state.cursor else {
      (explanation, isHistory, overTime) = (Pane(), false, [])
      return
    }
    let text = ExplanationPane(presentation(layout.explanation), machine, sample: sample)
    let history = state.showsHistory ? text.history(of: cursor) : nil
    isHistory = history != nil
    explanation = history ?? text.explanation(of: cursor)
    let room = layout.equations.rows.count - min(equations.lines.count, layout.equations.rows.count)
    overTime = TimePane(presentation(layout.equations), machine, sample: sample)
      .lines(cursor, height: max(room, 1))
    state.operand = min(max(state.operand, 0), max(explanation.spots.count - 1, 0))
    let last = max(explanation.lines.count - layout.explanation.rows.count, 0)
    state.explanationTop = min(max(state.explanationTop, 0), last)
    if state.focus == .explanation, explanation.spots.indices.contains(state.operand) {
      let line = explanation.spots[state.operand].line
      state.explanationTop = min(state.explanationTop, line)
      state.explanationTop = max(
        state.explanationTop, line - max(layout.explanation.rows.count - 1, 0))
    }
  }

  /// The first line to be seen so that one is, with what stands before it where there is room.
  private static func top(of pane: Pane, at line: Int?, height: Int) -> Int {
    guard let line, pane.lines.count > height else { return 0 }
    return min(max(line - height / 2, 0), pane.lines.count - height)
  }

  /// The lines of the list that can be gone to.
  var places: [Pane.Spot] { equations.spots }

  /// The line of the list that is chosen: where one stands, until the arrows have moved.
  func chosen(_ state: ScreenState) -> Pane.Spot? {
    let line = state.equation ?? equations.current
    return places.first { $0.line == line } ?? places.first
  }
}
