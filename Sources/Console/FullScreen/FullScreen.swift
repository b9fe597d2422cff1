import Debugging
import Tensors
import Terminal
import Views

/// The full screen: equations, numbers and where they come from, and a prompt at the foot.
///
/// It is where lines come from, as a prompt is: every key that does something gives the line that a
/// person would have typed, and whoever asked for the line does it. While it is off, lines come from
/// the prompt itself.
package final class FullScreen: LineReader {
  let console: Console
  /// The prompt that it stands around.
  let prompt: any LineReader
  let screen = OwnScreen()
  var state = ScreenState()
  private(set) var panes: ScreenPanes?
  private var keyboard = Keyboard()
  /// What the line that was given last shows.
  private var shown = ShownLines()
  private var command: String?
  /// The equations of a session to which nothing is fed yet.
  private var ahead: (session: Session, listing: Listing?)?

  package init(_ console: Console, _ prompt: any LineReader) {
    (self.console, self.prompt) = (console, prompt)
    console.screenSwitch = prompt.drawsOnScreen ? ScreenSwitch() : nil
  }

  package var isInteractive: Bool { prompt.isInteractive }
  package var place: ScriptPlace? { prompt.place }
  package func add(history line: String) { prompt.add(history: line) }
  package func offer(_ text: String) { prompt.offer(text) }
  package func discardTypeAhead() { prompt.discardTypeAhead() }
  package func finish() { leave() }

  package func keep(_ picture: StandingPicture?) { prompt.keep(screen.isTaken ? nil : picture) }

  package func readLine(prompt text: String) -> ReadResult {
    // A lesson or a quiz talks at the prompt.
    guard console.screenSwitch?.isOn == true, console.dialogue == nil, enter() else {
      console.screenSwitch?.isOn = false
      leave()
      return prompt.readLine(prompt: text)
    }
    // What was interrupted is over, and drawing is not to be.
    Interrupt.clear()
    takeShown()
    let result =
      console.isTakingLines || prompt.hasTypeAhead ? readFoot(text) : readKeys(text)
    if case .line(let line) = result { begin(line) }
    return result
  }

  // MARK: Coming and going

  private func enter() -> Bool {
    guard !screen.isTaken else { return true }
    guard screen.take() else { return false }
    console.output.taker = { [weak self] in self?.shown.take($0, $1) }
    state = ScreenState()
    return true
  }

  /// Back to the prompt; what the last line has shown is told there, if there was no time to read it.
  private func leave() {
    guard screen.isTaken else { return }
    screen.giveBack()
    console.output.taker = nil
    if console.dialogue != nil {
      console.output.control(shown.lines().map { $0 + "\n" }.joined())
    }
    forgetShown()
  }

  // MARK: What a line shows

  /// Shows a line as typed before it is done, for that may take long.
  private func begin(_ line: String) {
    let text = console.output.style.rendered("(kerastep)".marked(.prompt) + " \(line.visible)")
    command = line
    state.reading = nil
    state.note([text])
    draw()
  }

  /// Puts what the last line has shown to the foot, or where there is room for it.
  private func takeShown() {
    defer { forgetShown() }
    // The panes show the place.
    let lines = shown.lines(without: .place)
    guard !lines.isEmpty, let command, let layout = panes?.layout else { return }
    if shown.isPage, isInPane(command), lines.count <= layout.explanation.rows.count { return }
    if lines.count < layout.foot.count {
      state.note(lines)
    } else {
      state.reading = ScreenState.Reading(title: command, lines: lines)
    }
  }

  /// Whether a pane shows what a line does: the number under the cursor, explained, and no other one.
  private func isInPane(_ command: String) -> Bool {
    guard let machine = console.session?.machine, let cursor = state.cursor else { return false }
    let place = machine.place(of: cursor)
    if command == "why \(place)" { return state.showsHistory }
    return command == "explain \(place)"
      && ExplanationPane(console.presentation, machine, sample: console.session?.sample ?? 0)
        .explainsAtOnce(cursor)
  }

  private func forgetShown() { (shown, command) = (ShownLines(), nil) }

  // MARK: Keys

  private func readKeys(_ text: String) -> ReadResult {
    while true {
      draw()
      switch keyboard.next() {
      case .end: return .endOfInput
      case .resized: screen.refresh()
      case .resumed: screen.resume()
      case .interrupted:
        Interrupt.clear()
        state.reading = nil
        note("q goes back to the prompt; quit leaves the program")
      case .key(let key):
        switch act(on: key) {
        case .line(let line): return .line(line)
        case .type(let beginning):
          let result = readFoot(text, beginning)
          if case .line(let line) = result, !line.trimmed.isEmpty { return result }
          if case .failed = result { return result }
          // A Ctrl-C has given up the line, and means nothing more.
          Interrupt.clear()
        case .nothing: break
        }
      }
    }
  }

  /// Says something that is no command's.
  func note(_ text: String) {
    state.note([console.output.style.rendered(text.marked(.note), isLine: true)])
  }

  // MARK: Drawing

  /// What the screen shows of a console when it is entered.
  package static func frame(of console: Console, _ size: TerminalSize) -> Cells {
    var state = ScreenState()
    let panes = ScreenPanes(console, try? console.debugger.listing(), &state, size)
    return ScreenPicture(console, state, panes).cells
  }

  /// The equations, kept as long as nothing is fed: then they are lowered for this alone.
  private var listing: Listing? {
    guard let session = console.session, session.machine == nil else {
      ahead = nil
      return try? console.debugger.listing()
    }
    if ahead?.session !== session { ahead = (session, try? console.debugger.listing()) }
    return ahead?.listing
  }

  /// No larger part of a window is drawn on.
  private static let largest = TerminalSize(columns: 1000, rows: 400)

  func draw() {
    let window = Terminal.size()
    let size = TerminalSize(
      columns: min(window.columns, FullScreen.largest.columns),
      rows: min(window.rows, FullScreen.largest.rows))
    let panes = ScreenPanes(console, listing, &state, size)
    self.panes = panes
    screen.show(ScreenPicture(console, state, panes).cells)
  }
}
