import Equations
import Expressions
import Models
import Tensors
import Testing

@testable import Debugging

/// Breakpoints, watches and catches one by one.
@Suite struct BreakpointTests {
  @Test func ignoredTimesAreCountedAndPassedOver() throws {
    let machine = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    try breakpoints.add(.place("lstm.f"), in: machine)
    let ticks = machine.moments(of: 2).map(\.tick)
    breakpoints.change(1) { $0.ignored = 2 }
    try #expect(machine.stops() == Array(ticks.dropFirst(2)))
    #expect(breakpoints[1]?.hits == 4)
    #expect(breakpoints[1]?.ignored == 0)
  }

  @Test func aTemporaryBreakpointGoesWithItsStop() throws {
    let machine = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    _ = try breakpoints.add(.place("LSTM.C"), isTemporary: true, in: machine, frame: .model)
    try #expect(machine.stops() == [6])
    #expect(breakpoints.all.isEmpty)
  }

  @Test func everyMotionStops() throws {
    for motion in Motion.allCases {
      let machine = try Recipes.lstm.machine()
      let breakpoints = Breakpoints.of(machine)
      try breakpoints.add(.place("lstm@2.g"), in: machine)
      let stop = try machine.move(motion, count: 1000)
      guard case .breakpoint(1) = stop.reason else {
        Issue.record("\(motion) goes over it")
        continue
      }
      #expect(machine.position == Position(18))
      _ = try machine.go(to: .tick(29))
      let back = try machine.move(motion, count: 1000, backwards: true)
      guard case .breakpoint(1) = back.reason else {
        Issue.record("\(motion) back goes over it")
        continue
      }
      #expect(machine.position == Position(18))
    }
  }

  @Test func severalHoldAtOneTick() throws {
    let machine = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    try breakpoints.add(.place("lstm@1.C"), in: machine)
    try breakpoints.add(.watch("lstm.C[0]", by: nil), in: machine)
    _ = try machine.resume()
    #expect(breakpoints.hits.map(\.breakpoint.number) == [2])
    _ = try machine.resume()
    #expect(breakpoints.hits.map(\.breakpoint.number) == [1, 2])
  }

  @Test func aConditionThatCannotBeDecidedStops() throws {
    let machine = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    try breakpoints.add(.place("lstm.f"), if: "C[0] > 0", in: machine)
    _ = try machine.resume()
    #expect(machine.position.tick == 3)
    guard case .undecided(let error) = breakpoints.hits.first?.cause else {
      return #expect(Bool(false))
    }
    #expect("\(error)".contains("not computed yet"))
  }

  @Test func aConditionIsOneTruthValue() throws {
    let machine = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    #expect(throws: Condition.Misuse.self) {
      try breakpoints.add(.place("lstm.f"), if: "f > 0", in: machine)
    }
    #expect(throws: ExpressionError.self) {
      try breakpoints.add(.place("lstm.f"), if: "q > 0", in: machine)
    }
    #expect(breakpoints.all.isEmpty)
    #expect(breakpoints.lastNumber == 0)
  }

  @Test func nanIsCaughtWhereItIsBorn() throws {
    var recipe = Recipes.dense
    recipe.replaced["dense.bias"] = [0, .nan, 0]
    let machine = try recipe.machine()
    let breakpoints = Breakpoints.of(machine)
    try breakpoints.add(.condition(.nan, except: nil), in: machine)
    let ticks = try machine.stops()
    #expect(ticks.map { machine.program.moment($0).map(machine.program.place) } == ["dense.z"])
    breakpoints.remove(1)
    try machine.restart()
    try breakpoints.add(.condition(.nan, except: "/^dense/"), in: machine)
    try #expect(machine.stops() == [])
    breakpoints.remove(2)
    try machine.restart()
    try breakpoints.add(.condition(.nan, except: "dense"), in: machine)
    try #expect(machine.stops() == [])
  }

  @Test func saturatedGatesDeadRelusAndMasksAreCaught() throws {
    var lstm = Recipes.lstm
    lstm.replaced["lstm.bias"] =
      [Double](repeating: 0, count: 3) + [40, 0, 0]
      + [Double](repeating: 0, count: 6)
    let machine = try lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    try breakpoints.add(.condition(.saturated, except: nil), in: machine)
    let gates = try machine.stops().compactMap { machine.program.moment($0)?.equation }
    #expect(Set(gates) == [2])
    #expect(gates.count == 4)

    var relu = Recipes.dense
    relu.replaced["hidden.bias"] = [Double](repeating: -100, count: 5)
    let dead = try relu.machine()
    try Breakpoints.of(dead).add(.condition(.dead, except: nil), in: dead)
    try #expect(dead.stops() == [2])
    let alive = try Recipes.dense.machine()
    try Breakpoints.of(alive).add(.condition(.dead, except: nil), in: alive)
    try #expect(alive.stops() == [])

    let masked = try Recipes.maskedSimpleRNN.machine()
    _ = try masked.resume()
    let scan = try #require(masked.program.scans.first)
    let mask = masked.program.values[try #require(scan.mask)]
    let expected = try (0..<scan.steps).filter { step in
      try masked.read(mask, at: [step]).elements.first == 0
    }
    try masked.restart()
    try Breakpoints.of(masked).add(.condition(.masked, except: nil), in: masked)
    let steps = try masked.stops().compactMap { masked.program.moment($0)?.steps.first }
    #expect(steps == expected)
  }

  @Test func wordsAreKeptAsTheyCanBeTypedAnywhere() throws {
    let machine = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    _ = try machine.go(to: .tick(10))
    for (kind, subject) in [
      (Breakpoint.Kind.place("f"), "lstm.f"), (.place("@2"), "lstm@2.z"),
      (.place("@2.C"), "lstm@2.C"), (.place("17"), "lstm@2.f"), (.place("dense"), "dense"),
      (.watch("abs(C[1])", by: 0.5), "abs(lstm.C[1]) > 0.5"),
      (.watch("h_prev", by: nil), "lstm.h_prev"), (.watch("LSTM.C[0]", by: nil), "LSTM.C[0]"),
    ] as [(Breakpoint.Kind, String)] {
      let new = try breakpoints.add(kind, in: machine, frame: machine.stack.first)
      #expect(new.subject == subject)
    }
  }

  @Test func wordsWithoutAPlaceAreRefused() throws {
    let machine = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(machine)
    for word in ["q", "lstm.q", "lstm@9.f", "LSTM.q", "/q$/", "99", "0", "dense.W", "lstm.x"] {
      #expect(throws: PlaceError.self, "\(word)") {
        try breakpoints.add(.place(word), in: machine)
      }
    }
    #expect(throws: PatternError.self) { try breakpoints.add(.place("/[/"), in: machine) }
    #expect(throws: PlaceError.self) {
      try breakpoints.add(.watch("dense.W", by: nil), in: machine)
    }
    #expect(throws: Watch.Misuse.self) {
      try breakpoints.add(.watch("1 + 1", by: nil), in: machine)
    }
    #expect(throws: Watch.Misuse.self) {
      try breakpoints.add(.watch("lstm.C - lstm.h", by: nil), in: machine)
    }
  }

  @Test func breakpointsLiveOnInAnotherProgram() throws {
    let first = try Recipes.lstm.machine()
    let breakpoints = Breakpoints.of(first)
    try breakpoints.add(.place("lstm.f"), in: first)
    try breakpoints.add(.place("dense"), in: first)
    let second = try Recipes.dense.machine()
    second.stopping = breakpoints
    try #expect(second.stops() == [4])
    #expect(breakpoints.newlyPending().map(\.breakpoint.number) == [1])
    #expect(breakpoints.newlyPending().isEmpty)
    try first.restart()
    try #expect(first.stops().count == 5)
    #expect(breakpoints.problem(of: 1) == nil)
  }
}
