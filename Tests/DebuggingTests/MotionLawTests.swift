import Equations
import Testing

@testable import Debugging

/// What holds of every motion in every model.
@Suite struct MotionLawTests {
  @Test(arguments: Recipes.all)
  func stepsAndStepsBackAreTheIdentity(_ recipe: Recipe) throws {
    let machine = try recipe.machine(2)
    var seen = [machine.visible()]
    for tick in 1...machine.program.tickCount {
      let stop = try machine.move(.step)
      #expect(stop.position == Position(tick))
      seen.append(machine.visible())
    }
    for tick in (0..<machine.program.tickCount).reversed() {
      let stop = try machine.move(.step, backwards: true)
      #expect(stop.position == Position(tick))
      #expect(machine.visible() == seen[tick], "back at \(tick)")
    }
    for tick in 1...machine.program.tickCount {
      try #expect(machine.move(.step).position == Position(tick))
      #expect(machine.visible() == seen[tick], "forwards again at \(tick)")
    }
  }

  @Test(arguments: Recipes.all)
  func runningIsStepping(_ recipe: Recipe) throws {
    let stepped = try recipe.machine(2)
    while stepped.position.tick < stepped.program.tickCount { _ = try stepped.move(.step) }
    let run = try recipe.machine(2)
    _ = try run.resume()
    #expect(run.visible() == stepped.visible())
    let counted = try recipe.machine(2)
    _ = try counted.move(.step, count: .max)
    #expect(counted.visible() == stepped.visible())
  }

  @Test(arguments: Recipes.all)
  func everyGotoIsSteppingThere(_ recipe: Recipe) throws {
    let stepped = try recipe.machine()
    let far = try recipe.machine()
    _ = try far.resume()
    for tick in 0...stepped.program.tickCount {
      if tick > 0 { _ = try stepped.move(.step) }
      let fresh = try recipe.machine()
      _ = try fresh.go(to: .tick(tick))
      _ = try far.go(to: .tick(tick))
      let expected = stepped.visible()
      #expect(fresh.visible() == expected)
      #expect(far.visible() == expected)
    }
  }

  @Test(arguments: Recipes.all, Motion.allCases)
  func everyReverseIsTheMirror(_ recipe: Recipe, _ motion: Motion) throws {
    let machine = try recipe.machine()
    var seen = [machine.visible()]
    var stops = [machine.position]
    while machine.position.tick < machine.program.tickCount {
      let stop = try machine.move(motion)
      #expect(stop.position > stops[stops.count - 1])
      stops.append(stop.position)
      seen.append(machine.visible())
    }
    for index in stops.indices.dropLast().reversed() {
      let stop = try machine.move(motion, backwards: true)
      #expect(stop.position == stops[index])
      #expect(machine.visible() == seen[index])
    }
    // A number of times is as often one by one, there and back.
    try #expect(machine.move(motion, count: stops.count - 1).position == stops.last)
    let back = try machine.move(motion, count: stops.count - 1, backwards: true)
    #expect(back.position == .start)
  }

  @Test(arguments: Recipes.all)
  func instructionsAndEquationsGiveTheSameBits(_ recipe: Recipe) throws {
    let whole = try recipe.machine()
    let parts = try recipe.machine()
    while whole.position.tick < whole.program.tickCount {
      _ = try whole.move(.step)
      repeat {
        _ = try parts.move(.instruction)
      } while parts.position.instruction > 0
      #expect(parts.visible() == whole.visible())
    }
  }

  @Test(arguments: Recipes.all)
  func stepCompletesAnEquationThatIsBegun(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    while machine.position.tick < machine.program.tickCount {
      let tick = machine.position.tick
      _ = try machine.move(.instruction)
      guard machine.position.instruction > 0 else { continue }
      try #expect(machine.move(.step, backwards: true).position == Position(tick))
      _ = try machine.move(.instruction)
      try #expect(machine.move(.step).position == Position(tick + 1))
    }
  }

  @Test(arguments: Recipes.all)
  func ticksAndMomentsAreOneToOne(_ recipe: Recipe) throws {
    let program = try recipe.program()
    var seen: Set<String> = []
    for tick in 1...program.tickCount {
      let moment = try #require(program.moment(tick))
      #expect(program.tick(of: moment.equation, at: moment.steps) == tick)
      #expect(seen.insert("\(moment.equation) \(moment.steps)").inserted)
    }
    let all = program.equations.map { equation in
      program.lengths(around: equation.scan).reduce(1, *)
    }
    #expect(all.reduce(0, +) == program.tickCount)
    #expect(program.moment(0) == nil)
    #expect(program.moment(program.tickCount + 1) == nil)
  }
}
