import Debugging
import Equations
import Terminal
import Views

/// Going to where a number was computed, and back; the mouse.
extension FullScreen {
  // MARK: Places

  /// Goes to what is under the cursor: the equation that is chosen, or the one that computed a number.
  func goToOrigin() -> Action {
    guard let panes else { return .nothing }
    switch state.focus {
    case .equations: return panes.chosen(state).map { goTo($0.target) } ?? .nothing
    case .numbers: return state.cursor.map { goTo(.number($0)) } ?? .nothing
    case .explanation:
      let spots = panes.explanation.spots
      return spots.indices.contains(state.operand) ? goTo(spots[state.operand].target) : .nothing
    }
  }

  private func goTo(_ target: Pane.Target) -> Action {
    switch target {
    case .place(let word):
      remember()
      return .line("goto \(word)")
    case .number(let entry): return goTo(entry)
    }
  }

  private func goTo(_ entry: Entry) -> Action {
    guard let session = console.session, let machine = session.machine else { return .nothing }
    let origin: (moment: Moment, entry: Entry)?
    do {
      origin = try machine.origin(of: entry, sample: session.sample)
    } catch {
      note(Problem.text(error))
      return .nothing
    }
    guard let origin else {
      let word = machine.place(of: entry).visible
      note("\(word) is given: no equation computes it")
      return .nothing
    }
    if origin.moment.tick == machine.position.tick, machine.position.instruction == 0 {
      // One stands there; what it is made of can be gone to.
      if origin.entry == state.cursor {
        state.focus = .explanation
      } else {
        state.choose(origin.entry)
      }
      return .nothing
    }
    remember()
    state.wanted = origin.entry
    return .line("goto \(machine.word(for: origin.moment))")
  }

  private func remember() {
    guard let machine = console.session?.machine else { return }
    let word = machine.current.map(machine.word) ?? "0"
    state.visits.append(ScreenState.Visit(word: word, cursor: state.cursor))
  }

  /// Back to where the last way to an origin began.
  func goBack() -> Action {
    guard let visit = state.visits.popLast() else {
      note("there is no place to return to; b steps back")
      return .nothing
    }
    state.wanted = visit.cursor
    return .line("goto \(visit.word)")
  }

  // MARK: The mouse

  /// The lines that a turn of the wheel moves.
  private static let wheelLines = 3

  func act(on mouse: Mouse) -> Action {
    guard let layout = panes?.layout else { return .nothing }
    let isUp = mouse.action == .wheelUp
    switch mouse.action {
    case .wheelUp, .wheelDown: turnWheel(isUp, at: mouse, layout)
    case .press where state.reading == nil: return press(at: mouse, layout)
    default: break
    }
    return .nothing
  }

  private func turnWheel(_ isUp: Bool, at mouse: Mouse, _ layout: ScreenLayout) {
    let lines = isUp ? -FullScreen.wheelLines : FullScreen.wheelLines
    if state.reading != nil { return scroll(lines) }
    guard let panes else { return }
    if layout.explanation.contains(row: mouse.row, column: mouse.column) {
      state.explanationTop += lines
    } else if layout.numbers.contains(row: mouse.row, column: mouse.column) {
      guard let cursor = state.cursor else { return }
      state.choose(panes.grid?.moved(cursor, columns: 0, lines: lines))
    } else if layout.equations.contains(row: mouse.row, column: mouse.column) {
      for _ in 0..<FullScreen.wheelLines { moveOverEquations(isUp ? .up : .down, panes) }
    }
  }

  private func press(at mouse: Mouse, _ layout: ScreenLayout) -> Action {
    guard let panes else { return .nothing }
    func target(_ pane: Pane, _ area: ScreenLayout.Area, top: Int) -> Pane.Target? {
      guard area.contains(row: mouse.row, column: mouse.column) else { return nil }
      return pane.target(
        line: mouse.row - area.rows.lowerBound + top,
        column: mouse.column - area.columns.lowerBound)
    }
    if let target = target(panes.equations, layout.equations, top: panes.equationsTop) {
      return goTo(target)
    }
    if case .number(let entry)? = target(panes.numbers, layout.numbers, top: 0) {
      state.focus = .numbers
      state.choose(entry)
    }
    if let target = target(panes.explanation, layout.explanation, top: state.explanationTop) {
      return goTo(target)
    }
    return .nothing
  }
}
