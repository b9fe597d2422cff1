#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C, as a wish that a long computation looks at between its steps.
package enum Interrupt {
  /// At a prompt, before anything else: Ctrl-C no longer ends the program.
  package static func install() { Signals.watch(SIGINT) }

  /// The same where another program says so, by SIGINT: that it runs in the background of a shell says nothing.
  package static func installForPrograms() { Signals.watchOwn(SIGINT) }

  /// Whether Ctrl-C came since `clear()`, or the time is over: relaxed atomic loads, from any thread.
  package static var requested: Bool { Signals.isPending(SIGINT) || timeIsOver }

  /// Whether the time that `limitTime` gave is over, which is so for good.
  package static var timeIsOver: Bool { Signals.isPending(SIGALRM) }

  /// From now on the program has so many seconds.
  ///
  /// When they are over, whatever asks for `requested` ends by itself; what does not within two
  /// seconds is ended with the whole program.
  package static func limitTime(to seconds: Double) {
    Signals.watchOwn(SIGALRM)
    let whole = seconds.rounded(.down)
    var timer = itimerval()
    timer.it_value.tv_sec = Int(whole)
    timer.it_value.tv_usec = .init((seconds - whole) * 999_998) + 1
    timer.it_interval.tv_sec = 2
    setitimer(.init(0), &timer, nil)  // ITIMER_REAL, which is an enum here and an integer there
  }

  /// What the program ends with when its time is over.
  package static let timeIsOverCode: Int32 = 124

  /// Ends the line in which the terminal has shown `^C` while a command ran, before anything is
  /// written behind it.
  static func leaveEcho(on descriptor: Int32) {
    guard Signals.hasEcho, Terminal.isTerminal(descriptor), Signals.takeEcho() else { return }
    var modes = termios()
    let shown = tcflag_t(ECHO | ECHOCTL)
    guard tcgetattr(descriptor, &modes) == 0, modes.c_lflag & shown == shown else { return }
    Terminal.write("\n", to: descriptor)
  }

  package static func clear() { _ = Signals.take(SIGINT) }

  /// Ends as a program does that nobody listens to any more (`kerastep … | head`): no message, a shell sees 141.
  static func endOnBrokenPipe() -> Never {
    Signals.deliver(SIGPIPE)
    exit(128 + SIGPIPE)
  }
}
