#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C, as a wish that a long computation looks at between its steps.
enum Interrupt {
  /// At a prompt, before anything else: Ctrl-C no longer ends the program.
  static func install() { Signals.watch(SIGINT) }

  /// Whether Ctrl-C came since `clear()`: one relaxed atomic load, from any thread.
  static var requested: Bool { Signals.isPending(SIGINT) }

  static func clear() { _ = Signals.take(SIGINT) }

  /// Ends as a program does that nobody listens to any more (`kerastep … | head`): no message, a shell sees 141.
  static func endOnBrokenPipe() -> Never {
    Signals.deliver(SIGPIPE)
    exit(128 + SIGPIPE)
  }
}
