import Containers
import Debugging
import Terminal
import Views

/// What a stop shows, and what it sets going.
extension Console {
  /// Shows where a motion has stopped; of one that was at the end already, only that it is.
  func show(_ stop: Stop, after motion: Motion? = nil) throws {
    guard stop.isStill, stop.position.tick > 0, !output.emitsJSON else {
      return try showStop(stop.reason, after: motion)
    }
    switch stop.reason {
    case .end, .blocked:
      output.lines(StopBlock(presentation, try debugger.snapshot(stop.reason)).remarks)
    default: try showStop(stop.reason, after: motion)
    }
  }

  /// Shows why and where a motion has stopped, and the displays; asks for the commands that the
  /// breakpoints have.
  func showStop(_ reason: Stop.Reason, after motion: Motion? = nil) throws {
    var hits: [Hit] = []
    if case .breakpoint = reason { hits = breakpoints.hits }
    let commands = hits.flatMap(\.breakpoint.commands)
    if !hits.isEmpty { followUp.ask(for: commands.filter { $0 != "silent" }) }
    guard commands.first != "silent" else { return }
    for hit in hits { output.lines(prose(text(of: hit), .note)) }
    guard case .interrupted = reason else {
      return try showPlaceWithDisplays(reason, after: motion)
    }
    // The wish has ended the walk; where it stands is shown whole.
    try Interruption.listening(to: { false }) { try showPlaceWithDisplays(reason, after: motion) }
  }

  private func showPlaceWithDisplays(_ reason: Stop.Reason, after motion: Motion?) throws {
    try showPlace(reason, after: motion)
    output.lines(displayLines())
  }

  /// Shows where the walk stands, and why it stopped there.
  func showPlace(_ reason: Stop.Reason? = nil, after motion: Motion? = nil) throws {
    let snapshot =
      if let motion, let reason {
        try debugger.snapshot(after: motion, reason)
      } else {
        try debugger.snapshot(reason)
      }
    if output.emitsJSON {
      output.json("stop", snapshot.json)
    } else {
      let block = StopBlock(presentation, snapshot)
      output.place(block.place)
      output.lines(block.remarks)
    }
  }

  /// `breakpoint 2, lstm@3.f: f[0] > 0.9`.
  package func text(of hit: Hit) -> String {
    HitText(presentation, hit, samples: session?.machine?.samples ?? 1, problem: Problem.text).text
  }
}
