import Containers
import Synchronization

/// What a client is told of work that takes long.
extension Link {
  /// What takes no longer is not spoken of; after that it is told anew so often.
  private static let (patience, pause) = (Duration.milliseconds(500), Duration.milliseconds(250))

  /// Says how far the work is, where it takes long and the client wants to know.
  func tellProgress() {
    let now = ContinuousClock.now
    let due = state.withLock { state -> (work: Work, isFirst: Bool)? in
      guard state.reportsProgress, let work = state.work, now - work.start > Self.patience,
        work.toldAt.map({ now - $0 > Self.pause }) ?? true
      else { return nil }
      state.work?.toldAt = now
      if work.progressID == nil {
        state.progressCount += 1
        state.work?.progressID = "work \(state.progressCount)"
      }
      return state.work.map { ($0, work.progressID == nil) }
    }
    guard let (work, isFirst) = due, let id = work.progressID else { return }
    var members: [(key: String, value: JSON)] = [("progressId", .string(id))]
    if isFirst {
      members += [
        ("title", .string("kerastep: \(work.request.command)")),
        ("requestId", .int(work.request.seq)), ("cancellable", .bool(true)),
      ]
    }
    if let (text, percentage) = work.progress() {
      members.append(("message", .string(text)))
      if let percentage { members.append(("percentage", .double(percentage))) }
    }
    event(isFirst ? "progressStart" : "progressUpdate", JSONObject(members))
  }
}
