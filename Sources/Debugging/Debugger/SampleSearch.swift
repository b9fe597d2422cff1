import Containers
import Models
import Tensors

/// What is looked for in one sample after another.
package struct SampleSearch: Sendable {
  package let text: String
  /// Whether its value is compared from sample to sample, or is to be true.
  package let isChange: Bool
  /// What it was for the sample before.
  var last: Tensor?

  package init(text: String, isChange: Bool) {
    (self.text, self.isChange) = (text, isChange)
  }

  /// What came of it.
  package enum Outcome {
    /// The walk stopped in a sample: what was looked for is true there, or for another reason.
    case stopped(Stop)
    /// What was looked for is another than in the sample before.
    case changed(old: Tensor, new: Tensor, Stop)
    /// It was interrupted after a sample.
    case interrupted(after: Int)
    /// Nothing happened in so many samples.
    case nothing(in: Int)
  }
}

extension Debugger {
  /// Refuses what cannot be looked for in samples of a data set, before any is fed.
  package func check(_ goal: SampleSearch, on data: Session.DataSet) throws {
    guard let session, let one = data.feed.sample(0) else { return }
    let trial = Session(session.model, budget: session.budget)
    try trial.compute(as: session.mode)
    try trial.feed(one)
    guard let machine = trial.machine else { return }
    // Names are those of the session that one is in.
    let stops = breakpoints.snapshot
    self.session = trial
    defer {
      self.session = session
      breakpoints.bringBack(stops)
    }
    try Breakpoints.check(goal.text, in: machine, names)
  }

  /// Feeds the samples of the data set from one on, and stops in the first that gives a reason to.
  package func runSamples(from first: Int) throws -> SampleSearch.Outcome {
    let session = try requireSession()
    guard let count = session.data?.feed.samples else { return .nothing(in: 0) }
    breakpoints.goal = search.flatMap { $0.isChange ? nil : $0.text }
    defer { breakpoints.goal = nil }
    for index in first..<count {
      if index != session.dataRow { try session.feedSample(index) }
      if let outcome = try walkThroughSample() { return outcome }
      if Interruption.isWished() { return .interrupted(after: index) }
    }
    return .nothing(in: count - first)
  }

  /// Walks through the sample that is fed; nil when nothing happened in it.
  private func walkThroughSample() throws -> SampleSearch.Outcome? {
    let (_, machine) = try requireMachine()
    let stop = try machine.resume()
    if case .goal = stop.reason, let problem = breakpoints.goalProblem { throw problem }
    guard case .end = stop.reason else { return .stopped(stop) }
    guard let goal = search,
      let (value, tick) = try Breakpoints.result(of: goal.text, in: machine, names), goal.isChange
    else { return nil }
    search?.last = value
    guard let last = goal.last, !last.isIdentical(to: value) else { return nil }
    return .changed(old: last, new: value, try machine.go(to: .tick(tick)))
  }
}
