#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// Signals as facts to be asked for: each one sets its bit, and one byte into a pipe wakes whoever waits.
///
/// Nothing else happens inside a handler, so nothing there can go wrong. What a signal means is decided by
/// the code that asks, at a place of its choice; a signal that comes in between is not lost.
/// This file is the only one that handles C's signal structures.
package enum Signals {
  private static let pending = Atomic<UInt64>(0)
  private static let readEnd = Atomic<Int32>(-1)
  private static let writeEnd = Atomic<Int32>(-1)
  private static let isEchoed = Atomic<Bool>(false)

  static func isPending(_ signal: Int32) -> Bool {
    pending.load(ordering: .relaxed) & bit(signal) != 0
  }

  /// Whether the signal came since the last time; asking forgets it.
  static func take(_ signal: Int32) -> Bool {
    pending.bitwiseAnd(~bit(signal), ordering: .relaxed).oldValue & bit(signal) != 0
  }

  /// Whether a Ctrl-C came whose `^C` nobody has dealt with.
  static var hasEcho: Bool { isEchoed.load(ordering: .relaxed) }

  /// Forgets that one came; whether there was one.
  @discardableResult
  static func takeEcho() -> Bool { isEchoed.exchange(false, ordering: .relaxed) }

  /// Notes the signal from now on; one that the parent process asked to ignore stays ignored.
  static func watch(_ signal: Int32) {
    openPipe()
    if let old = action(of: signal), !isIgnored(old) { set(handled, for: signal) }
  }

  /// Notes a signal that is sent to this program on purpose: whether the parent process ignored or blocked it says nothing.
  static func watchOwn(_ signal: Int32) {
    openPipe()
    set(handled, for: signal)
    var own = sigset_t()
    sigemptyset(&own)
    sigaddset(&own, signal)
    pthread_sigmask(SIG_UNBLOCK, &own, nil)
  }

  /// Runs `body` while the signals are noted, then handles them as before.
  static func watching<Result>(_ signals: [Int32], _ body: () -> Result) -> Result {
    let before = signals.map { ($0, action(of: $0)) }
    for signal in signals { watch(signal) }
    defer {
      for case (let signal, let old?) in before { set(old, for: signal) }
    }
    return body()
  }

  package static func ignore(_ signal: Int32) { set(ignored, for: signal) }

  /// Does to this process what the signal does to one that does not handle it. Returns when it did not end
  /// the process: after a stop (SIGTSTP), or when the signal is ignored.
  static func deliver(_ signal: Int32) {
    let old = action(of: signal)
    set(standard, for: signal)
    raise(signal)
    if let old { set(old, for: signal) }
  }

  /// What waiting gave.
  enum Waited { case ready, signal, time }

  /// Waits until the descriptor can be read or one of the signals is noted; false: a signal.
  static func wait(forInput descriptor: Int32, orAny signals: [Int32]) -> Bool {
    wait(for: descriptor, POLLIN, orAny: signals) == .ready
  }

  /// The same for so many milliseconds at most.
  static func wait(
    forInput descriptor: Int32, orAny signals: [Int32], within milliseconds: Int32
  ) -> Waited {
    wait(for: descriptor, POLLIN, orAny: signals, milliseconds)
  }

  /// Waits until the descriptor can be written to or one of the signals is noted; false: a signal.
  static func wait(forRoomIn descriptor: Int32, orAny signals: [Int32]) -> Bool {
    wait(for: descriptor, POLLOUT, orAny: signals) == .ready
  }

  /// Waits until one of the signals is noted.
  static func wait(forAny signals: [Int32]) { _ = wait(for: -1, POLLIN, orAny: signals) }

  private static func wait(
    for descriptor: Int32, _ event: some BinaryInteger, orAny signals: [Int32],
    _ milliseconds: Int32 = -1
  ) -> Waited {
    while true {
      drainPipe()
      if signals.contains(where: isPending) { return .signal }
      var watched = [
        pollfd(fd: descriptor, events: Int16(event), revents: 0),
        pollfd(fd: readEnd.load(ordering: .relaxed), events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&watched, nfds_t(watched.count), milliseconds)
      if count == 0 { return .time }
      if count > 0, watched[1].revents == 0 { return .ready }
    }
  }

  // MARK: A screen of our own

  /// Signals that end the program, those of a crash among them.
  private static let ends = [
    SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT,
  ]

  /// From now on whatever ends or stops the program gives the terminal back before it does, and the
  /// window's size is noted; gives what undoes that.
  static func guardScreen() -> () -> Void {
    openPipe()
    let before = (ends + [SIGTSTP, SIGWINCH, SIGCONT]).map { ($0, action(of: $0)) }
    for case (let signal, let old?) in before where !isIgnored(old) {
      switch signal {
      case SIGWINCH, SIGCONT: set(handled, for: signal)
      case SIGTSTP: set(stopped, for: signal)
      default: set(ended, for: signal)
      }
    }
    return {
      for case (let signal, let old?) in before { set(old, for: signal) }
    }
  }

  /// Runs inside the handler. The signal does what it does to a program that does not handle it, as
  /// soon as the handler is left.
  private static func endWithScreen(_ signal: Int32) {
    OwnScreen.giveBackInHandler()
    set(standard, for: signal)
    raise(signal)
  }

  /// Runs inside the handler: stops, and goes on from here when the program is to go on.
  private static func stopWithScreen(_ signal: Int32) {
    let code = errno
    OwnScreen.giveBackInHandler()
    set(standard, for: signal)
    var own = sigset_t()
    sigemptyset(&own)
    sigaddset(&own, signal)
    raise(signal)
    pthread_sigmask(SIG_UNBLOCK, &own, nil)
    pthread_sigmask(SIG_BLOCK, &own, nil)
    set(stopped, for: signal)
    OwnScreen.takeInHandler()
    note(SIGWINCH)
    errno = code
  }

  // MARK: The handler and its pipe

  /// Runs inside the handler: two atomic operations and a `write`, all of them safe there.
  ///
  /// A second SIGALRM ends the program: what the first one asked for did not happen.
  private static func note(_ signal: Int32) {
    let code = errno
    let before = pending.bitwiseOr(bit(signal), ordering: .relaxed).oldValue
    if signal == SIGINT { isEchoed.store(true, ordering: .relaxed) }
    if signal == SIGALRM, before & bit(signal) != 0 { endOverdue() }
    var byte: UInt8 = 0
    _ = write(writeEnd.load(ordering: .relaxed), &byte, 1)
    errno = code
  }

  /// The time was over before, and nothing has come of it.
  private static func endOverdue() -> Never {
    OwnScreen.giveBackInHandler()
    let message: StaticString = "kerastep: the time limit is over\n"
    _ = write(2, message.utf8Start, message.utf8CodeUnitCount)
    _exit(Interrupt.timeIsOverCode)
  }

  private static func bit(_ signal: Int32) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: signal) }

  private static func openPipe() {
    guard readEnd.load(ordering: .relaxed) < 0 else { return }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    readEnd.store(ends[0], ordering: .relaxed)
    writeEnd.store(ends[1], ordering: .relaxed)
  }

  private static func drainPipe() {
    let end = readEnd.load(ordering: .relaxed)
    guard end >= 0 else { return }
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { bytes in
      while read(end, bytes.baseAddress, bytes.count) > 0 {}
    }
  }

  // MARK: C's structures

  private static var handled: sigaction { made { Signals.note($0) } }
  private static var ended: sigaction { made { Signals.endWithScreen($0) } }
  private static var stopped: sigaction { made { Signals.stopWithScreen($0) } }
  private static var standard: sigaction { made(SIG_DFL) }
  private static var ignored: sigaction { made(SIG_IGN) }

  private static func made(_ handler: (@convention(c) (Int32) -> Void)?) -> sigaction {
    var action = sigaction()
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #else
      action.__sigaction_u.__sa_handler = handler
    #endif
    action.sa_flags = SA_RESTART
    return action
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func action(of signal: Int32) -> sigaction? {
    var action = sigaction()
    return sigaction(signal, nil, &action) == 0 ? action : nil
  }

  private static func set(_ action: sigaction, for signal: Int32) {
    var action = action
    _ = sigaction(signal, &action, nil)
  }
}
