import Engine
import Equations
import Tensors
import Terms
import TestSupport
import Testing

@testable import Debugging

/// An edit equals a fresh run with that value: an input or a weight from the start, what is
/// computed from its place on.
@Suite struct EditLawTests {
  @Test(arguments: Recipes.all)
  func anEditedInputIsAFreshRun(_ recipe: Recipe) throws {
    let machine = try recipe.machine(2)
    let other = recipe.samples(2, seed: "other")
    _ = try machine.resume()
    let input = machine.program.inputs[0]
    let edit = try machine.edit(input, sample: 1, to: other[1])
    #expect(edit.old == recipe.samples(2)[1])
    #expect(edit.invalidated == 1..<machine.program.tickCount + 1)
    #expect(machine.position == .start)
    let fresh = try Machine(machine.program, inputs: [[recipe.samples(2)[0], other[1]]])
    _ = try fresh.resume()
    _ = try machine.resume()
    #expect(machine.visible() == fresh.visible())
  }

  @Test(arguments: Recipes.all)
  func anEditedWeightIsAFreshRun(_ recipe: Recipe) throws {
    let program = try recipe.program()
    for (index, use) in program.weights.enumerated() {
      let id = try #require(use.source.identity)
      let count = use.source.shape.count
      let machine = try recipe.machine()
      _ = try machine.resume()
      let value = machine.program.values[use.value]
      let numbers = Chance.numbers("edited \(id)", count, 0.6)
      let edit = try machine.edit(value, to: Tensor(value.shape, value.dtype, numbers))
      // Nothing that does not read it is computed anew.
      let tick = machine.frontier
      #expect(edit.invalidated == tick + 1..<program.tickCount + 1, "\(index) \(id)")
      #expect(edit.old.elements == Chance.numbers(id, count, 0.6))
      _ = try machine.resume()
      var changed = recipe
      changed.replaced[id] = numbers
      let fresh = try changed.machine()
      _ = try fresh.resume()
      #expect(machine.visible() == fresh.visible(), "\(id)")
    }
  }

  /// Writes a number where it is computed, and lets all after it be computed: for every value of
  /// every timestep, the values that do not depend on it stay, the value itself is what was set,
  /// and those that read it are what a run of their equation on its operands gives.
  @Test(arguments: Recipes.all)
  func anEditedValueHoldsAndIsRead(_ recipe: Recipe) throws {
    let program = try recipe.program()
    for equation in program.equations {
      for steps in Machine.combinations(program.lengths(around: equation.scan)) {
        let machine = try recipe.machine()
        let untouched = try recipe.machine()
        _ = try untouched.resume()
        _ = try machine.resume()
        let value = equation.result
        let tick = program.tick(of: equation.id, at: steps)
        let new = Tensor(
          value.shape, value.dtype, Chance.numbers("edit \(tick)", value.shape.count, 1))
        let edit = try machine.edit(value, at: steps, to: new)
        #expect(machine.position == Position(tick))
        #expect(edit.invalidated == tick + 1..<program.tickCount + 1)
        let kept = new.cast(to: value.dtype)
        _ = try machine.resume()
        #expect(try machine.read(value, at: steps).isIdentical(to: kept))
        for before in 1..<tick {
          let moment = try #require(program.moment(before))
          let result = program.equations[moment.equation].result
          let (held, expected) = try (
            machine.read(result, at: moment.steps), untouched.read(result, at: moment.steps)
          )
          #expect(held.isIdentical(to: expected))
        }
        try expectConsistent(machine, from: tick + 1)
      }
    }
  }

  /// Every equation from a tick on gives again what the memory holds.
  private func expectConsistent(_ machine: Machine, from tick: Int) throws {
    let program = machine.program
    for later in stride(from: tick, through: program.tickCount, by: 1) {
      let moment = try #require(program.moment(later))
      let result = program.equations[moment.equation].result
      let held = try machine.read(result, at: moment.steps)
      try machine.engine.run(equation: moment.equation, at: SIMD4(timesteps: moment.steps))
      #expect(try machine.read(result, at: moment.steps).isIdentical(to: held), "tick \(later)")
    }
    for scan in program.scans {
      for outer in Machine.combinations(program.lengths(around: scan.parent)) {
        for stack in scan.stacks {
          let whole = try machine.read(program.values[stack.outer], at: outer)
          for step in 0..<scan.steps {
            let row = try machine.read(program.values[stack.inner], at: outer + [step])
            #expect(whole.row(step)?.elements == row.elements)
          }
        }
      }
    }
  }
}
