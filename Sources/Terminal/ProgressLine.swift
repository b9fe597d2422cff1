import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a command that takes long shows while it runs: one line, which vanishes before anything else is
/// written.
///
/// Whoever is asked whether to go on says so by `poll`, from any thread.
package final class ProgressLine: Sendable {
  private struct State {
    var start: ContinuousClock.Instant?
    /// Says how far it is, where that is known.
    var saying: @Sendable () -> String? = { nil }
    var shownAt: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  /// How often it was asked since the beginning, and whether the line is there: a tick that has nothing to say
  /// takes no lock for it.
  private let polls = Atomic(0)
  private let isShown = Atomic(false)
  /// Where it is shown: at a terminal that can erase a line.
  private let isPossible: Bool

  /// What takes no longer shows nothing; after that it is written anew so often.
  private static let (patience, pause) = (Duration.milliseconds(500), Duration.milliseconds(100))
  /// To look at the clock takes longer than a small equation.
  private static let pollsPerLook = 64

  package init() { isPossible = Terminal.isTerminal(STDERR_FILENO) && !Terminal.isDumb }

  /// A command begins; `saying` says how far it is, where that is known.
  package func begin(saying: @escaping @Sendable () -> String? = { nil }) {
    guard isPossible else { return }
    polls.store(0, ordering: .relaxed)
    isShown.store(false, ordering: .relaxed)
    state.withLock { $0 = State(start: .now, saying: saying) }
  }

  /// It goes on.
  package func poll() {
    guard isPossible, let (seconds, saying) = due() else { return }
    let line = "\(saying() ?? "working"), \(seconds) s; Ctrl-C stops"
    Terminal.writeAlone(
      "\r\u{1B}[K\u{1B}[2m\(Terminal.printable(line))\u{1B}[0m", to: STDERR_FILENO)
  }

  /// Whole seconds since the beginning, and who says how far it is, when the line is to be written now.
  private func due() -> (seconds: Int, saying: @Sendable () -> String?)? {
    let count = polls.add(1, ordering: .relaxed).newValue
    guard count % Self.pollsPerLook == 1 || isShown.load(ordering: .relaxed) else { return nil }
    return state.withLock { state in
      guard let start = state.start else { return nil }
      let now = ContinuousClock.now
      guard now - start > Self.patience, state.shownAt.map({ now - $0 > Self.pause }) ?? true else {
        return nil
      }
      state.shownAt = now
      isShown.store(true, ordering: .relaxed)
      return (Int((now - start).components.seconds), state.saying)
    }
  }

  /// Takes the line away, if there is one; a `^C` in it stays.
  package func vanish() {
    let wasShown = state.withLock { state in
      defer { state.shownAt = nil }
      isShown.store(false, ordering: .relaxed)
      return state.shownAt != nil
    }
    guard wasShown else { return }
    Terminal.writeAlone("\r\u{1B}[K\(Signals.hasEcho ? "^C" : "")", to: STDERR_FILENO)
  }

  /// The command has ended.
  package func end() {
    vanish()
    state.withLock { $0 = State() }
  }
}
