#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// Whether the terminal's background is dark or light, as far as anybody says.
///
/// The terminal is asked for the colour (OSC 11), and behind that for what it is (DA1), which every
/// terminal answers: one that knows nothing of the first question costs no waiting. Answers that come
/// late are taken out of what is typed (`KeyReader`).
package enum Background {
  package enum Ground: Sendable { case dark, light }

  private struct State {
    var told: Ground?
    /// What takes answers out of what is typed; nil where none are to come.
    var answers: TerminalAnswers?
    /// Keys that were typed while the answers were waited for.
    var typed: [UInt8] = []
  }

  private static let state = Mutex(State())

  /// What the terminal said, else what COLORFGBG does; nil where neither does.
  package static var ground: Ground? {
    state.withLock { $0.told } ?? Terminal.environment("COLORFGBG").flatMap(ground(ofVariable:))
  }

  /// `15;0`, `0;default;15`: the number of the background's colour is the last.
  static func ground(ofVariable text: String) -> Ground? {
    guard let last = text.split(separator: ";").last, let number = Int(last),
      (0...15).contains(number)
    else { return nil }
    return number < 7 || number == 8 ? .dark : .light
  }

  private static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// Asks the terminal, and waits no longer than so many milliseconds. Only where a person sits at a
  /// terminal that knows escapes, and this process may change its modes.
  package static func ask(within milliseconds: Int = 100) {
    guard Terminal.isTerminal(STDIN_FILENO), Terminal.isTerminal(STDOUT_FILENO), !Terminal.isDumb,
      Terminal.hasPalette, tcgetpgrp(STDIN_FILENO) == getpgrp()
    else { return }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &raw.c_cc) { (bytes: UnsafeMutableRawBufferPointer) in
      (bytes[Int(VMIN)], bytes[Int(VTIME)]) = (1, 0)
    }
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return }
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
    state.withLock { $0.answers = TerminalAnswers() }
    guard Terminal.write(question, to: STDOUT_FILENO) else { return }
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    while isAwaited, let byte = byte(before: deadline) {
      let keys = take(byte)
      state.withLock { $0.typed += keys }
    }
  }

  /// The next byte; nil where none comes in time.
  private static func byte(before deadline: ContinuousClock.Instant) -> UInt8? {
    let rest = deadline - ContinuousClock.now
    let milliseconds = Int32(clamping: Int64((rest / .milliseconds(1)).rounded(.up)))
    guard hasInput(STDIN_FILENO, within: max(milliseconds, 0)) else { return nil }
    var byte: UInt8 = 0
    return read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
  }

  private static func hasInput(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) > 0 && waiting.revents & Int16(POLLIN) != 0
  }

  // MARK: Answers among keys

  /// Whether the terminal has not said everything yet.
  static var isAwaited: Bool { state.withLock { $0.answers != nil } }

  /// Takes a byte that came from the terminal; gives those that are keys, in their order.
  static func take(_ byte: UInt8) -> [UInt8] {
    state.withLock { state in
      guard var answers = state.answers else { return [byte] }
      let keys = answers.take(byte)
      state.told = answers.ground ?? state.told
      state.answers = answers.isOver ? nil : answers
      return keys
    }
  }

  /// What was typed while the terminal was asked, or has begun as an answer does and goes on no more:
  /// asked where `descriptor` has given its last byte.
  static func keysHeld(unlessMoreComesFrom descriptor: Int32) -> [UInt8] {
    let isInside = state.withLock { $0.answers?.isInside == true }
    if isInside, hasInput(descriptor, within: 50) { return [] }
    return state.withLock { state in state.answers?.giveUp() ?? [] }
  }

  /// The keys that were typed while the terminal was asked; they are given once.
  static func takeTyped() -> [UInt8] {
    state.withLock { state in
      defer { state.typed = [] }
      return state.typed
    }
  }
}
