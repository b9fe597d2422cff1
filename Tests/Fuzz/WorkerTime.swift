import Foundation

/// The time that one case of a worker may take: of computing, so that a busy machine is no fault of the case's, and
/// much more of waiting.
struct WorkerTime {
  /// Seconds of computing.
  let patience: Double

  /// Seconds by the clock.
  private var waiting: Double { max(60, 20 * patience) }

  /// Ends the worker, by SIGPROF or SIGALRM, if the case that begins now takes more.
  func give() {
    var time = itimerval()
    time.it_value.tv_sec = Int(patience.rounded(.up))
    #if os(Linux)
      setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &time, nil)
    #else
      setitimer(ITIMER_PROF, &time, nil)
    #endif
    alarm(UInt32(waiting))
  }

  /// No more cases.
  static func end() {
    var none = itimerval()
    #if os(Linux)
      setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &none, nil)
    #else
      setitimer(ITIMER_PROF, &none, nil)
    #endif
    alarm(0)
  }

  /// The seconds that this worker has computed, on all its threads.
  static var spent: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  /// What became of a case by the signal that ended its worker.
  func reason(_ status: Int32) -> String {
    switch status {
    case SIGPROF: "computed for over \(Int(patience)) s"
    case SIGALRM:
      "did not end within \(Int(waiting)) s of the clock, in less than \(Int(patience)) of which it computed: "
        + "it waited, or the machine was busy"
    default: "ended the program (\(status))"
    }
  }
}
