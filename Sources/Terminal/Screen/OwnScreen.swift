#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// The terminal as a screen of our own: another page than the one of the prompt, keys one by one, the
/// mouse. What ends or stops the program gives it back.
package final class OwnScreen {
  package private(set) var isTaken = false
  private var isPaused = false
  /// What the screen shows; nil where that is not known.
  private var shown: Cells?
  private var unguard: () -> Void = {}
  /// How often another program had the terminal when the screen was last drawn.
  private var seenLendings = 0

  package init() {}

  /// The alternate screen without a cursor; presses of the mouse's buttons as SGR reports; pastes marked.
  private static let taking = Bytes(
    "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?1000h\u{1B}[?1006h\u{1B}[?2004h")
  /// All that undone, colours and the region that scrolls too.
  private static let giving = Bytes(
    "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1000l\u{1B}[0m\u{1B}[r\u{1B}[?25h\u{1B}[?1049l")

  // MARK: Taking and giving back

  /// Takes the terminal; false where it has no modes that could be given back.
  package func take() -> Bool {
    guard !isTaken else { return true }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return false }
    OwnScreen.modes.keep(before)
    // Made now: inside a handler there is no memory to be had.
    _ = OwnScreen.giving
    isTaken = true
    OwnScreen.holds.store(true, ordering: .releasing)
    unguard = Signals.guardScreen()
    resume()
    return true
  }

  /// Takes it again after somebody else had it; what it shows is not known any more.
  package func resume() {
    OwnScreen.takeInHandler()
    isPaused = false
    shown = nil
  }

  /// Gives it back for as long as somebody else owns it.
  package func pause() {
    OwnScreen.giveBackInHandler()
    isPaused = true
  }

  /// Takes it again where it was given back for a while, and forgets what it shows in any case.
  package func refresh() {
    if isPaused { resume() }
    shown = nil
  }

  package func giveBack() {
    guard isTaken else { return }
    OwnScreen.giveBackInHandler()
    OwnScreen.holds.store(false, ordering: .releasing)
    unguard()
    isTaken = false
    shown = nil
  }

  deinit { giveBack() }

  // MARK: Drawing

  /// Shows a screenful: writes what differs from what is shown.
  package func show(_ cells: Cells) {
    let lendings = OwnScreen.lendings.load(ordering: .acquiring)
    if lendings != seenLendings { (seenLendings, shown) = (lendings, nil) }
    let change = cells.difference(from: shown)
    if !change.isEmpty { Terminal.write(change, to: STDOUT_FILENO) }
    shown = cells
  }

  /// Forgets what some rows show, for another one writes there.
  package func forget(rows: Range<Int>) { shown?.forget(rows: rows) }

  /// Gives rows to another one who writes there: they alone scroll, and the cursor is in the last.
  package func lend(rows: Range<Int>) {
    forget(rows: rows)
    Terminal.write(
      "\u{1B}[\(rows.lowerBound + 1);\(rows.upperBound)r\u{1B}[\(rows.upperBound);1H\u{1B}[?25h",
      to: STDOUT_FILENO)
  }

  /// Ends that; keys come one by one again.
  package func endLoan() {
    Terminal.write("\u{1B}[r\u{1B}[?25l\u{1B}[?2004h", to: STDOUT_FILENO)
    OwnScreen.modes.setRaw()
  }

  // MARK: Other programs

  private static let lendings = Atomic<Int>(0)

  /// Gives the terminal to another program for as long as it runs. Where it has left something to read, the
  /// screen comes back when Enter is pressed.
  static func lent<Result>(waits: Bool, _ work: () throws -> Result) rethrows -> Result {
    guard holds.load(ordering: .acquiring) else { return try work() }
    giveBackInHandler()
    holds.store(false, ordering: .releasing)
    defer {
      if waits { waitForEnter() }
      holds.store(true, ordering: .releasing)
      takeInHandler()
      lendings.add(1, ordering: .releasing)
    }
    return try work()
  }

  private static func waitForEnter() {
    Terminal.write("Enter goes back to the full screen", to: STDOUT_FILENO)
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n") {}
  }

  // MARK: Safe inside a handler of signals: two system calls, no memory

  private static let modes = Modes()
  private static let holds = Atomic<Bool>(false)

  static func giveBackInHandler() {
    guard holds.load(ordering: .acquiring) else { return }
    giving.write()
    modes.restore()
  }

  static func takeInHandler() {
    guard holds.load(ordering: .acquiring) else { return }
    modes.setRaw()
    taking.write()
  }
}

/// Bytes that stay where they are.
private struct Bytes: @unchecked Sendable {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ text: String) {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = memory.initialize(from: text.utf8)
    bytes = UnsafeBufferPointer(memory)
  }

  func write() {
    #if canImport(Glibc)
      _ = Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
    #else
      _ = Darwin.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
    #endif
  }
}

/// The terminal's modes as they were found, and ours.
private final class Modes: @unchecked Sendable {
  /// How it was found, then ours.
  private let kept = UnsafeMutablePointer<termios>.allocate(capacity: 2)
  func keep(_ found: termios) {
    var own = found
    own.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    own.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | IXON)
    kept.initialize(to: found)
    (kept + 1).initialize(to: own)
  }

  func restore() { tcsetattr(STDIN_FILENO, TCSANOW, kept) }

  func setRaw() { tcsetattr(STDIN_FILENO, TCSANOW, kept + 1) }
}
