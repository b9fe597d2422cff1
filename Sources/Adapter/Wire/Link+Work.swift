import Containers
import Synchronization

/// What a client says while something is computed.
extension Link {
  /// A request that is worked on.
  struct Work: Sendable {
    let request: Request
    /// Whether the walk goes on meanwhile: then there is no place that could be asked about.
    let isMotion: Bool
    /// The threads as they are, which may be asked for at any time.
    let threads: JSONObject
    /// How far it is, where that is known: words, and a share of 100.
    let progress: @Sendable () -> (text: String, percentage: Double?)?
    let start = ContinuousClock.now
    /// What interrupted it.
    var wish: Wish?
    var progressID: String?
    var toldAt: ContinuousClock.Instant?
  }

  /// Why work is to end before its time; of several wishes the last of this list counts, whichever came first.
  enum Wish: Int, Comparable, Sendable {
    /// Something is to be changed, and then it shall go on.
    case change
    /// The person wants it to stop.
    case stop
    /// Everything is to end.
    case end

    static func < (a: Wish, b: Wish) -> Bool { a.rawValue < b.rawValue }
  }

  /// When one looked last, and how often one asked since.
  struct Look: Sendable {
    var at = ContinuousClock.now
    var asked = 0
    /// How many times may be asked before the clock is looked at.
    var stride = 1
  }

  private static let ending: Set<String> = ["terminate", "disconnect", "restart"]

  /// Does a body that may take long; what it gave, and what interrupted it.
  func working<Result>(
    on work: Work, _ body: () throws -> Result
  ) rethrows -> (result: Result, wish: Wish?) {
    state.withLock { $0.work = work }
    defer {
      let done = state.withLock { state in
        defer { state.work = nil }
        return state.work?.progressID
      }
      if let done { event("progressEnd", ["progressId": .string(done)]) }
    }
    let result = try Interruption.listening(to: isInterrupted, body)
    return (result, state.withLock { $0.work?.wish })
  }

  /// Whether what is computed shall end: asked between its steps, from any thread.
  @Sendable package func isInterrupted() -> Bool {
    let isDue = look.withLock { look in
      look.asked += 1
      guard look.asked >= look.stride else { return false }
      let now = ContinuousClock.now
      let passed = now - look.at
      // Where one asks often, the clock need not be looked at each time.
      look.stride = passed < .milliseconds(2) ? min(look.stride * 2, 64) : 1
      guard passed > .milliseconds(20) else {
        look.asked = 0
        return false
      }
      look = Look(at: now, asked: 0, stride: look.stride)
      return true
    }
    if isDue {
      receive(waiting: false)
      meet()
      tellProgress()
    }
    return state.withLock { $0.work?.wish != nil }
  }

  /// Answers what can be answered while something is computed, and leaves the rest for later.
  private func meet() {
    let (arrivals, work, isAtEnd) = state.withLock { state in
      defer { state.waiting = [] }
      return (state.waiting, state.work, state.isAtEnd)
    }
    guard let work else { return }
    var later: [Arrival] = []
    var wishes: [Wish] = isAtEnd ? [.end] : []
    for arrival in arrivals {
      guard case .request(let request) = arrival else {
        later.append(arrival)
        continue
      }
      switch request.command {
      case "pause":
        answer(request, [:])
        wishes.append(.stop)
      case "cancel":
        answer(request, [:])
        if isOf(request.arguments, work) {
          wishes.append(.stop)
        } else {
          later = cancel(request, in: later)
        }
      case "threads": answer(request, work.threads)
      case let name where Link.ending.contains(name):
        later.append(arrival)
        wishes.append(.end)
      case _ where work.isMotion && request.changesStops:
        later.append(arrival)
        wishes.append(.change)
      case _ where work.isMotion:
        refuse(request.seq, request.command, Link.isRunning, kind: "notStopped")
      default: later.append(arrival)
      }
    }
    state.withLock { state in
      state.waiting = later + state.waiting
      guard let wish = (wishes + [state.work?.wish].compactMap(\.self)).max() else { return }
      state.work?.wish = wish
    }
  }

  private static let isRunning = "the walk is under way: pause stops it"

  /// Whether a request to cancel is about what is worked on.
  private func isOf(_ arguments: JSON, _ work: Work) -> Bool {
    if let id = arguments["requestId"]?.intValue, id == work.request.seq { return true }
    let id = arguments["progressId"]?.stringValue
    return id != nil && id == state.withLock { $0.work?.progressID }
  }

  /// Takes a request out of those that wait, and says that it was cancelled.
  func cancel(_ asking: Request, in waiting: [Arrival]) -> [Arrival] {
    guard let id = asking.arguments["requestId"]?.intValue else { return waiting }
    return waiting.filter { arrival in
      guard case .request(let request) = arrival, request.seq == id else { return true }
      refuse(request.seq, request.command, "it was cancelled before it began", kind: "cancelled")
      return false
    }
  }

  /// Takes a request out of those that wait.
  func cancelWaiting(_ asking: Request) {
    receive(waiting: false)
    let waiting = state.withLock { $0.waiting }
    let rest = cancel(asking, in: waiting)
    state.withLock { $0.waiting = rest }
  }
}
