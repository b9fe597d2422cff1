import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@testable import Debugging

/// Branches that changes begin.
@Suite struct TimelineTests {
  /// Goes to a tick, or before it, whose result something reads: before a layer that cannot be
  /// computed, nothing may.
  private func go(_ session: Session, to tick: Int) throws {
    let machine = try #require(session.machine)
    _ = try machine.go(to: .tick(tick))
    while let moment = machine.current,
      !machine.isRead(machine.program.equations[moment.equation].result)
    {
      _ = try machine.move(.step, backwards: true)
    }
  }

  /// Doubles what was computed last, plus one: another number whatever it was.
  private func change(_ session: Session) throws {
    let machine = try #require(session.machine)
    let moment = try #require(machine.current)
    let value = machine.program.equations[moment.equation].result
    let old = try machine.read(value, at: moment.steps)
    let new = Tensor(
      old.shape, old.dtype, old.elements.map { old.dtype == .bool ? 1 - $0 : 2 * $0 + 1 })
    _ = try session.change(value, at: moment.steps, to: new, called: value.name.ascii)
  }

  @Test(arguments: FixtureModel.all)
  func everyBranchIsFoundAsItWasLeft(_ fixture: FixtureModel) throws {
    let session = try fixture.session(sample: 0)
    let count = try #require(session.machine?.program.tickCount)
    var left: [[Seen]] = []
    // A chain of branches, then one beside the first.
    for tick in [count, max(count / 2, 1), max(count / 3, 1)] {
      try go(session, to: tick)
      left.append(try #require(session.machine).visible())
      try change(session)
    }
    _ = try session.machine?.resume()
    left.append(try #require(session.machine).visible())
    for branch in [1, 0, 3, 2, 1, 3] where branch != session.timeline.current {
      try session.go(toBranch: branch)
      let isAsLeft = session.machine?.visible() == left[branch]
      #expect(isAsLeft, "branch \(branch)")
    }
  }

  @Test(arguments: FixtureModel.all)
  func aDifferenceBeginsWhereTheChangeWasMade(_ fixture: FixtureModel) throws {
    let session = try fixture.session(sample: 0)
    let count = try #require(session.machine?.program.tickCount)
    let tick = max(count / 2, 1)
    try go(session, to: tick)
    try change(session)
    let runs = try [0, 1].map { try session.run(of: $0) }
    for run in runs { _ = try run.resume() }
    let difference = try RunDifference(runs[0], runs[1], sample: 0)
    let first = try #require(difference.rows.first)
    let changed = try #require(session.timeline.branches[1].change).position.position.tick
    #expect(first.first.moment.tick == changed)
    #expect(difference.rows.allSatisfy { $0.first.moment.tick >= changed })
    #expect(difference.compared == runs[0].program.equations.count)
    for row in difference.rows {
      let pair = row.largest
      let result = runs[0].program.equations[row.equation].result
      let numbers = try runs.map {
        try $0.read(result, at: pair.moment.steps).elements[pair.element]
      }
      #expect(distance(numbers[0], numbers[1]) == pair.size)
    }
    let none = try RunDifference(runs[0], try session.run(of: 0), sample: 0)
    #expect(none.rows.isEmpty)
  }

  @Test func whatChangesNothingIsRefused() throws {
    let session = try fixture("lstm-gates").session(sample: 0)
    let machine = try #require(session.machine)
    _ = try machine.move(.step)
    let z = machine.program.equations[0].result
    let old = try machine.read(z, at: [0])
    #expect(throws: InputError.self) {
      _ = try session.change(z, at: [0], to: old, called: "z")
    }
    #expect(session.timeline.branches.count == 1)
    #expect(throws: InputError.self) { try session.go(toBranch: 1) }
    #expect(throws: InputError.self) { try session.go(toBranch: 0) }
    #expect(throws: MachineError.self) {
      // Not computed yet.
      _ = try session.change(
        z, at: [1], to: Tensor(z.shape, z.dtype, repeating: 7), called: "z")
    }
    #expect(session.timeline.branches.count == 1)
  }

  @Test func aFeedBeginsANewTimeline() throws {
    let fixture = try fixture("lstm-gates")
    let session = try fixture.session(sample: 0)
    _ = try session.machine?.resume()
    try change(session)
    #expect(session.timeline.current == 1)
    let (_, feed) = try fixture.open()
    try session.feed(try #require(feed.sample(0)))
    #expect(session.timeline.branches.count == 1)
    let fresh = try fixture.session(sample: 0)
    for one in [session, fresh] { _ = try one.machine?.resume() }
    #expect(session.machine?.visible() == fresh.machine?.visible())
  }

  private func fixture(_ name: String) throws -> FixtureModel {
    try #require(FixtureModel.all.first { $0.model.contains("/\(name)/") })
  }
}
