#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Characters from the keyboard, one at a time, so that what is typed ahead stays where the next program finds it.
struct KeyReader {
  private var pending: [UInt8] = []
  /// Bytes that were read and are no answer of the terminal's.
  private var keys: ArraySlice<UInt8> = []

  /// The terminal, opened once more so that a read never waits: a Ctrl-C makes the terminal drop a key
  /// that was there when it was asked for. Other programs that share standard input wait as they did.
  private static let terminal: Int32 = {
    var name = [CChar](repeating: 0, count: 1024)
    guard ttyname_r(STDIN_FILENO, &name, name.count) == 0 else { return STDIN_FILENO }
    let own = open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    return own >= 0 ? own : STDIN_FILENO
  }()

  /// What waiting for a character gave.
  enum Next: Equatable {
    case scalar(Unicode.Scalar)
    case signal
    /// No more will come: the terminal is gone.
    case end
    /// Nothing came in the time that there was.
    case time
  }

  /// Whether something was typed that has not been read yet.
  var hasInput: Bool {
    !keys.isEmpty || Self.isKeyThere
  }

  /// Whether the terminal has something that has not been read yet.
  static var isKeyThere: Bool {
    var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  /// Waits for a character or for one of the signals, for ever where no milliseconds are given. Bytes
  /// that are no UTF-8 are skipped.
  mutating func next(orAny signals: [Int32], within milliseconds: Int32 = -1) -> Next {
    if keys.isEmpty { keys = Background.takeTyped()[...] }
    while true {
      if let byte = keys.popFirst() {
        if let scalar = take(byte) { return .scalar(scalar) }
        continue
      }
      switch Signals.wait(forInput: Self.terminal, orAny: signals, within: milliseconds) {
      case .ready: break
      case .signal: return .signal
      case .time: return .time
      }
      var byte: UInt8 = 0
      switch read(Self.terminal, &byte, 1) {
      case 1:
        keys += Background.take(byte)
        keys += Background.keysHeld(unlessMoreComesFrom: Self.terminal)
      case -1 where errno == EINTR || errno == EAGAIN: continue
      default: return .end
      }
    }
  }

  /// The character that the byte completes.
  private mutating func take(_ byte: UInt8) -> Unicode.Scalar? {
    if byte & 0xC0 != 0x80 { pending = [] }  // the start of another character
    pending.append(byte)
    let length =
      switch pending[0] {
      case ..<0x80: 1
      case 0xC2..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0..<0xF5: 4
      default: 0
      }
    guard pending.count >= length else { return nil }
    defer { pending = [] }
    guard length > 0, let text = String(validating: pending, as: UTF8.self) else { return nil }
    return text.unicodeScalars.first
  }
}
