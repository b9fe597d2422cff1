import Debugging
import Equations
import Models
import Tensors

/// What breakpoints cost on the way: `continue` over a million ticks with and without.
enum Stops {
  static func measure(_ report: inout Report) throws {
    let folder = try TemporaryFolder()
    let (_, feed, session) = try MillionTicks.session(folder, seed: 4)
    try session.feed(feed)
    guard let layer = session.machine?.layers.first(where: { $0.contains("lstm") }) else {
      throw BenchError("the model has no LSTM")
    }
    let breakpoints = Breakpoints { [weak session] frame in
      SessionNames(session: session, frame: frame)
    }
    session.breakpoints = breakpoints

    // None, a condition that is asked in every timestep and never holds, and a watch.
    let kinds: [(name: String, kind: Breakpoint.Kind?, condition: String?)] = [
      ("", nil, nil),
      ("one conditional breakpoint on a scalar", .place("\(layer).f"), "f[0] > 2"),
      ("a watch of a scalar", .watch("\(layer).C[0]", by: 100), nil),
      ("a condition on two scalars", .place("\(layer).f"), "f[0] > 2 or f[1] < -1"),
    ]
    var times = [[Double]](repeating: [], count: kinds.count)
    for _ in 0..<5 {
      for (index, (_, kind, condition)) in kinds.enumerated() {
        try session.feed(feed)
        if let kind {
          _ = try breakpoints.add(kind, if: condition, in: session.machine, frame: .model)
        }
        times[index].append(try Clock.time { try toTheEnd(session) })
        breakpoints.remove(breakpoints.lastNumber)
      }
    }
    let plain = times[0].median
    report.add("continue over a million ticks without a breakpoint", plain, .milliseconds)
    for (index, kind) in kinds.enumerated().dropFirst() {
      report.add("  with \(kind.name)", timesAsLong: times[index].median / plain, atMost: 2)
    }
  }

  private static func toTheEnd(_ session: Session) throws {
    guard let machine = session.machine, case .end = try machine.resume().reason,
      machine.program.tickCount >= 1_000_000
    else { throw BenchError("the walk did not come to its end") }
  }
}
