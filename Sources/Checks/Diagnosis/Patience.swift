import Containers

/// How long a search may go on, in time that it computes itself: on a machine that does other work it ends no sooner.
struct Patience {
  private let end: Duration

  init(seconds: Double) { end = ProcessorTime.now + .seconds(seconds) }

  private init(end: Duration) { self.end = end }

  var isOver: Bool { ProcessorTime.now > end }

  /// The same, or so many seconds from now where that is longer.
  func atLeast(seconds: Double) -> Patience {
    Patience(end: max(end, Patience(seconds: seconds).end))
  }
}
