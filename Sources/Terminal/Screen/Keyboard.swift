#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keys one by one, and what comes in between.
package struct Keyboard {
  private var reader = KeyReader()
  private var decoder = KeyDecoder()

  package init() {}

  /// What waiting for a key gave.
  package enum Next: Equatable {
    case key(Key)
    /// The window has another size.
    case resized
    /// The program goes on after a stop: another one had the terminal.
    case resumed
    case interrupted
    /// No more will come: the terminal is gone.
    case end
  }

  /// How long an Escape waits for what it may be the beginning of: a slow line sends it in pieces.
  private static let patience: Int32 = 50

  /// Waits for the next key.
  package mutating func next() -> Next {
    while true {
      let limit = decoder.isWaiting ? Keyboard.patience : -1
      switch reader.next(orAny: [SIGINT, SIGWINCH, SIGCONT], within: limit) {
      case .scalar(let scalar): if let key = decoder.take(scalar) { return .key(key) }
      case .time: if let key = decoder.giveUp() { return .key(key) }
      case .end: return .end
      case .signal: return signal()
      }
    }
  }

  private func signal() -> Next {
    if Signals.take(SIGCONT) { return .resumed }
    return Signals.take(SIGWINCH) ? .resized : .interrupted
  }
}
