import Debugging
import Tensors
import Terminal
import Terms
import Views

extension FullScreen {
  /// What comes of a key.
  enum Action: Equatable {
    case nothing
    /// It is a command.
    case line(String)
    /// A command is to be typed, which begins so.
    case type(String)
  }

  /// What a key does: a command, or another place to look at.
  func act(on key: Key) -> Action {
    state.wanted = nil
    if state.isChord {
      state.isChord = false
      let isEnd = [.letter("a"), .letter("A"), .control("a")].contains(key)
      return isEnd ? .line(LayoutCommand.leaving) : .nothing
    }
    if let action = general(key) { return action }
    if state.reading != nil, read(key) { return .nothing }
    if let line = ScreenKey.commands[key] { return .line(line) }
    switch key {
    case .letter("g"): return .type("goto ")
    case .letter("e"), .letter("w"): return explain(isHistory: key == .letter("w"))
    case .enter: return goToOrigin()
    case .backspace: return goBack()
    case .tab, .backTab: turn(backwards: key == .backTab)
    case .up, .down, .left, .right, .home, .end, .pageUp, .pageDown: move(key)
    case .letter(let letter):
      note("\(letter) does nothing here; : begins a command, ? lists the keys")
    default: break
    }
    return .nothing
  }

  /// What a key does wherever one looks; nil for any other key.
  private func general(_ key: Key) -> Action? {
    switch key {
    case .control("x"): state.isChord = true
    case .control("l"): screen.refresh()
    case .letter(":"): return .type("")
    case .paste(let text): return .type(text)
    case .mouse(let mouse): return act(on: mouse)
    default: return nil
    }
    return .nothing
  }

  /// Moves in what is read in the place of the panes, or ends that; false where the key has ended it and
  /// means what it means without.
  private func read(_ key: Key) -> Bool {
    let page = max((panes?.layout.panes.rows.count ?? 1) - 1, 1)
    switch key {
    case .up: scroll(-1)
    case .down, .enter: scroll(1)
    case .pageUp, .letter("b"): scroll(-page)
    case .pageDown, .letter(" "): scroll(page)
    case .home: scroll(-.max / 2)
    case .end: scroll(.max / 2)
    default:
      state.reading = nil
      return [.letter("q"), .escape, .backspace].contains(key)
    }
    return true
  }

  func scroll(_ lines: Int) {
    guard let reading = state.reading, let rows = panes?.layout.panes.rows.count else { return }
    let last = max(reading.lines.count - rows, 0)
    state.reading?.top = min(max(reading.top + lines, 0), last)
  }

  // MARK: Looking

  private func turn(backwards: Bool) {
    let all = ScreenState.Focus.allCases
    let here = all.firstIndex(of: state.focus) ?? 0
    state.focus = all[(here + (backwards ? all.count - 1 : 1)) % all.count]
  }

  private func explain(isHistory: Bool) -> Action {
    guard let machine = console.session?.machine, let cursor = state.cursor else {
      return .line(isHistory ? "why" : "explain")
    }
    let text = ExplanationPane(console.presentation, machine, sample: console.session?.sample ?? 0)
    state.showsHistory = isHistory && text.history(of: cursor) != nil
    return .line("\(isHistory ? "why" : "explain") \(machine.place(of: cursor))")
  }

  /// Moves the cursor of the pane in which one is.
  func move(_ key: Key) {
    guard let panes else { return }
    switch state.focus {
    case .numbers: moveOverNumbers(key, panes)
    case .explanation: moveOverOperands(key, panes)
    case .equations: moveOverEquations(key, panes)
    }
  }

  private func moveOverNumbers(_ key: Key, _ panes: ScreenPanes) {
    guard let cursor = state.cursor, let grid = panes.grid else { return }
    let page = max(panes.layout.numbers.rows.count - 1, 1)
    let (columns, lines) =
      switch key {
      case .left: (-1, 0)
      case .right: (1, 0)
      case .up: (0, -1)
      case .down: (0, 1)
      case .home: (-cursor.element, 0)
      case .end: (cursor.value.shape.count, 0)
      case .pageUp: (0, -page)
      default: (0, page)
      }
    state.choose(grid.moved(cursor, columns: columns, lines: lines))
  }

  private func moveOverOperands(_ key: Key, _ panes: ScreenPanes) {
    switch key {
    case .left, .up: state.operand -= 1
    case .right, .down: state.operand += 1
    case .home: state.operand = 0
    case .end: state.operand = panes.explanation.spots.count - 1
    default:
      let rows = panes.layout.explanation.rows.count
      state.explanationTop += key == .pageUp ? -rows : rows
    }
    if panes.explanation.spots.isEmpty, key == .up || key == .down {
      state.explanationTop += key == .up ? -1 : 1
    }
  }

  func moveOverEquations(_ key: Key, _ panes: ScreenPanes) {
    let lines = panes.places.map(\.line).reduce(into: [Int]()) {
      if $0.last != $1 { $0.append($1) }
    }
    guard let chosen = panes.chosen(state), let here = lines.firstIndex(of: chosen.line) else {
      return
    }
    let page = max(panes.layout.equations.rows.count - 1, 1)
    let next =
      switch key {
      case .up, .left: here - 1
      case .down, .right: here + 1
      case .home: 0
      case .end: lines.count - 1
      case .pageUp: here - page
      default: here + page
      }
    state.equation = lines[min(max(next, 0), lines.count - 1)]
  }
}
