import Containers
import Equations
import Tensors
import TestSupport
import Testing

@testable import Debugging

/// Why motions end where they end.
@Suite struct StopTests {
  private func ticks(_ motion: Motion, _ recipe: Recipe) throws -> [Int] {
    let machine = try recipe.machine()
    var ticks: [Int] = []
    while machine.position.tick < machine.program.tickCount {
      ticks.append(try machine.move(motion).position.tick)
    }
    return ticks
  }

  @Test func nextIsATimestepOrALayer() throws {
    try #expect(ticks(.next, Recipes.dense) == [2, 3, 5])
    try #expect(ticks(.next, Recipes.lstm) == [7, 14, 21, 28, 30])
    try #expect(ticks(.next, Recipes.nested).prefix(5) == [7, 14, 21, 28, 35])
    // Two RNNs over 3 timesteps and their product, twice.
    try #expect(
      ticks(.next, Recipes.nestedBoth)
        == [2, 4, 6, 8, 10, 12, 13, 15, 17, 19, 21, 23, 25, 26])
  }

  @Test func finishIsALoopOrALayer() throws {
    try #expect(ticks(.finish, Recipes.dense) == [2, 3, 5])
    try #expect(ticks(.finish, Recipes.lstm) == [28, 30])
    try #expect(ticks(.finish, Recipes.cells).first == 3 * (7 + 6))
    try #expect(ticks(.finish, Recipes.nested) == [28, 56, 84, 90])
    try #expect(ticks(.finish, Recipes.nestedBoth) == [6, 12, 13, 19, 25, 26])
    let machine = try Recipes.lstm.machine()
    _ = try machine.go(to: .tick(17))
    try #expect(machine.move(.finish).position.tick == 28)
    _ = try machine.go(to: .tick(17))
    try #expect(machine.move(.finish, backwards: true).position == .start)
    _ = try machine.go(to: .tick(17))
    try #expect(machine.move(.next).position.tick == 21)
    _ = try machine.go(to: .tick(17))
    try #expect(machine.move(.next, backwards: true).position.tick == 14)
  }

  @Test func stepiShowsTheInstructionsOfAnEquation() throws {
    let machine = try Recipes.lstm.machine()
    let z = machine.program.equations[0]
    var shown: [Int] = []
    for _ in z.instructions.dropLast() {
      let stop = try machine.move(.instruction)
      #expect(stop.position.tick == 0)
      shown.append(try #require(machine.currentInstruction))
      let result = machine.program.values[
        machine.program.instructions[shown[shown.count - 1]].result]
      #expect(machine.isComputed(result, at: [0]))
      #expect(!machine.isComputed(z.result, at: [0]))
      try #expect(machine.lookup("x").tensor == Recipes.lstm.samples(1)[0].row(0))
    }
    #expect(shown == z.instructions.dropLast())
    #expect(machine.program.instructions[shown[0]].isHoisted)
    try #expect(machine.move(.instruction).position == Position(1))
    #expect(machine.currentInstruction == nil)
    #expect(machine.isComputed(z.result, at: [0]))
  }

  @Test func theEnds() throws {
    let machine = try Recipes.dense.machine()
    func reason(_ stop: Stop) -> String { "\(stop.reason) \(stop.position)" }
    try #expect(reason(machine.move(.step, backwards: true)) == "start 0")
    try #expect(reason(machine.move(.step, count: 4)) == "arrived 4")
    try #expect(reason(machine.move(.step)) == "end 5")
    try #expect(reason(machine.move(.next)) == "end 5")
    try #expect(reason(machine.resume()) == "end 5")
    try #expect(reason(machine.move(.step, count: 0)) == "end 5")
    try #expect(reason(machine.resume(backwards: true)) == "start 0")
    try #expect(reason(machine.resume()) == "end 5")
    #expect(reason(try machine.restart()) == "start 0")
    #expect(machine.frontier == 5)
    let stop = try machine.move(.step, count: 3)
    #expect(stop.from.position.tick == 0 && stop.position.tick == 3)
    let back = try machine.move(.step, count: 2, backwards: true)
    #expect(back.from.position.tick == 3 && back.position.tick == 1)
  }

  @Test func aLayerThatCannotBeComputedIsReportedWhenRunInto() throws {
    let machine = try Recipes.unsupported.machine()
    #expect(machine.program.tickCount == 2)
    func isBlocked(_ stop: Stop) -> Bool {
      guard case .blocked(let obstacle) = stop.reason else { return false }
      return obstacle.path == "spiral" && obstacle.kind == "Spiral"
    }
    try #expect(!isBlocked(machine.move(.step, count: 2)))
    try #expect(isBlocked(machine.move(.step)))
    try #expect(isBlocked(machine.move(.next)))
    try #expect(isBlocked(machine.resume()))
    try machine.restart()
    try #expect(isBlocked(machine.resume()))
    try machine.restart()
    try #expect(isBlocked(machine.move(.step, count: 3)))
    #expect(machine.position.tick == 2)
    let error = try #require(throws: PlaceError.self) { try machine.lookup("output") }
    guard case .blocked = error else { return #expect(Bool(false), "\(error)") }
  }

  @Test func anInterruptStopsWhereItIs() throws {
    let machine = try Recipes.lstm.machine()
    let wish = Wish(at: 11)
    let stop = try Interruption.listening(to: wish.isThere) { try machine.resume() }
    guard case .interrupted = stop.reason else { return #expect(Bool(false)) }
    #expect(stop.position == Position(10))
    let fresh = try Recipes.lstm.machine()
    _ = try fresh.go(to: .tick(10))
    #expect(machine.visible() == fresh.visible())
    _ = try machine.resume()
    _ = try fresh.resume()
    #expect(machine.visible() == fresh.visible())
  }

  @Test(arguments: Recipes.all)
  func whatMayStopIsAskedAfterEveryTick(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    let last = machine.program.tickCount
    let every = EveryTick { $0 % 3 == 0 }
    machine.stopping = every
    for isComputed in [false, true] {
      if isComputed { try machine.restart() }
      every.asked = []
      var stops: [Int] = []
      while machine.position.tick < last {
        let stop = try machine.resume()
        stops.append(stop.position.tick)
        guard case .breakpoint(7) = stop.reason else { break }
      }
      #expect(every.asked == Array(1...last))
      #expect(stops == (1...last).filter { $0 % 3 == 0 || $0 == last })
      every.asked = []
      while machine.position != .start { _ = try machine.resume(backwards: true) }
      #expect(every.asked == Array(1..<last).reversed())
    }
  }

  @Test func anUnreadableWeightLeavesThePositionAsItIs() throws {
    var recipe = Recipes.lstm
    recipe.unreadable = ["dense.kernel"]
    for watches in [false, true] {
      let machine = try recipe.machine()
      _ = try machine.move(.step, count: 3)
      let every = EveryTick { _ in false }
      if watches { machine.stopping = every }
      let before = machine.visible()
      #expect(throws: ArraySource.Unreadable.self) { try machine.resume() }
      #expect(machine.visible() == before)
      try #expect(machine.move(.step, count: 25).position == Position(28))
      #expect(throws: ArraySource.Unreadable.self) { try machine.move(.step) }
      #expect(machine.position == Position(28))
      #expect(throws: ArraySource.Unreadable.self) { try machine.lookup("dense.W") }
    }
    recipe.unreadable = ["lstm.kernel"]
    let machine = try recipe.machine()
    #expect(throws: ArraySource.Unreadable.self) { try machine.move(.instruction) }
    #expect(machine.position == .start)
  }

  /// 200,000 ticks of small equations, forwards at once and back.
  @Test func aLongRunIsFast() throws {
    let recipe = Recipe(
      "long", [28_572, 1],
      #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 1}}"#)
    let machine = try recipe.machine()
    #expect(machine.program.tickCount == 200_004)
    let run = try ProcessorTime.of { _ = try machine.resume() }
    #expect(run < Duration.seconds(20).granted)
    let steps = try ProcessorTime.of {
      for _ in 0..<100 {
        _ = try machine.move(.step, backwards: true)
        _ = machine.current
      }
    }
    #expect(steps < Duration.milliseconds(500).granted)
  }
}

/// Is asked after every equation, and stops at some ticks.
private final class EveryTick: Stopping {
  var asked: [Int] = []
  private let stops: (Int) -> Bool

  init(stops: @escaping (Int) -> Bool) { self.stops = stops }

  func stops(in machine: Machine) -> StopTicks? {
    StopTicks(Set(machine.program.equations.map(\.id)), of: machine.program)
  }

  func reason(at visit: StopTicks.Visit, in machine: Machine) -> Stop.Reason? {
    asked.append(visit.tick)
    return visit.tick == machine.position.tick && stops(visit.tick) ? .breakpoint(7) : nil
  }
}
