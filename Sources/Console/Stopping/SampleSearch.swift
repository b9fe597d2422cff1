import Debugging
import Equations
import Tensors
import Terminal

/// What `run` looks for in one sample after another.
struct SampleSearch {
  let text: String
  /// Whether its value is compared from sample to sample, or is to be true.
  let isChange: Bool
  /// What it was for the sample before.
  var last: Tensor?
}

extension Console {
  /// Refuses what cannot be looked for in samples of a data set, before any is fed.
  func check(_ goal: SampleSearch, on data: Session.DataSet, _ session: Session) throws {
    guard let one = data.feed.sample(0) else { return }
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
  func runSamples(from first: Int, _ session: Session) throws {
    guard let count = session.data?.feed.samples else { return }
    breakpoints.goal = search.flatMap { $0.isChange ? nil : $0.text }
    defer { breakpoints.goal = nil }
    for index in first..<count {
      if index != session.dataRow { try session.feedSample(index) }
      if try stopsInSample(session) { return }
      if isInterrupted { return output.line("interrupted after sample \(index)") }
    }
    let samples = "\(count - first) sample\(count - first == 1 ? "" : "s")"
    let what =
      search.map { "\($0.text.visible) \($0.isChange ? "does not change" : "is not true")" }
      ?? "nothing stops"
    output.line("\(what) in \(samples); the last one is at its end")
  }

  private var isInterrupted: Bool { Interrupt.requested }

  /// Walks through the sample that is fed; true when it stopped inside, which is shown.
  private func stopsInSample(_ session: Session) throws -> Bool {
    let (_, machine) = try requireMachine()
    let stop = try machine.resume()
    switch stop.reason {
    case .goal:
      if let problem = breakpoints.goalProblem { throw problem }
      try announce("\(search?.text ?? "") is true")
      try show(stop)
      return true
    case .end: break
    case .arrived, .start, .blocked, .interrupted, .breakpoint:
      try announce(nil)
      try show(stop)
      return true
    }
    guard let goal = search, let (value, tick) = try result(of: goal, machine) else { return false }
    guard goal.isChange else { return false }
    search?.last = value
    guard let last = goal.last, !last.isIdentical(to: value) else { return false }
    try announce("\(goal.text) \(Console.change(last, value, arrayText))")
    try show(try machine.go(to: .tick(tick)))
    return true
  }

  private func result(
    of goal: SampleSearch, _ machine: Machine
  ) throws -> (value: Tensor, tick: Int)? {
    try Breakpoints.result(of: goal.text, in: machine, names)
  }

  private static func change(_ old: Tensor, _ new: Tensor, _ arrays: ArrayText) -> String {
    func text(_ tensor: Tensor) -> String {
      tensor.count == 1
        ? NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)
        : arrays.oneLine(tensor, width: 24)
    }
    return "was \(text(old)), is \(text(new))"
  }

  /// `sample 3 of 4 in data.npz: argmax(output) was 0, is 1`.
  private func announce(_ what: String?) throws {
    guard let session, let data = session.data, let row = session.dataRow else { return }
    let start = "sample \(row) of \(data.feed.samples) in \(data.name.visible)"
    output.lines(prose(start + (what.map { ": \($0.visible)" } ?? ""), .note))
  }
}
