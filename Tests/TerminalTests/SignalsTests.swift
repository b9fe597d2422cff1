import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.serialized)
struct SignalsTests {
  /// Sends a signal to this thread; those that tests run on let none through by themselves.
  private func send(_ signal: Int32) {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, signal)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(signal)
  }

  @Test func aSignalIsNotedUntilItIsTaken() {
    Signals.watching([SIGUSR1]) {
      #expect(!Signals.take(SIGUSR1))
      send(SIGUSR1)
      #expect(Signals.isPending(SIGUSR1))
      #expect(Signals.take(SIGUSR1))
      #expect(!Signals.isPending(SIGUSR1))
    }
  }

  /// Also where the tests' own parent process ignores the signal.
  @Test func aSignalEndsTheWaiting() {
    signal(SIGUSR2, SIG_DFL)
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    Signals.watching([SIGUSR2]) {
      send(SIGUSR2)
      #expect(!Signals.wait(forInput: ends[0], orAny: [SIGUSR2]))
      #expect(Signals.take(SIGUSR2))
      Terminal.write("x", to: ends[1])
      #expect(Signals.wait(forInput: ends[0], orAny: [SIGUSR2]))
    }
  }

  @Test func whatWasIgnoredStaysIgnored() {
    Signals.ignore(SIGWINCH)
    Signals.watch(SIGWINCH)
    send(SIGWINCH)
    #expect(!Signals.isPending(SIGWINCH))
  }
}
