import Engine
import Equations
import ModelSupport
import Tensors
import Terms
import Testing

@testable import Debugging

/// Edits of rows, states, outputs and shared weights, against runs that get them otherwise.
@Suite struct EditTests {
  @Test func anEditedRowOfASequenceIsAnInputWithThatRow() throws {
    for recipe in [Recipes.lstm, Recipes.gruBefore, Recipes.stackedRecurrent, Recipes.cells] {
      for step in 0..<recipe.input[0] {
        let machine = try recipe.machine()
        _ = try machine.resume()
        let scan = machine.program.scans[0]
        let x = machine.program.values[scan.sequences[0].inner]
        let row = Tensor(x.shape, x.dtype, [0.25, -0.75])
        let edit = try machine.edit(x, at: [step], to: row)
        let firstAfter = step * scan.ticksPerStep + 1
        // Before the first timestep nobody can stand: its first equation is computed at once.
        #expect(machine.frontier == (step == 0 ? 1 : firstAfter - 1))
        #expect(edit.invalidated.upperBound == machine.program.tickCount + 1)
        #expect(try machine.read(x, at: [step]) == row)
        _ = try machine.resume()
        var numbers = recipe.samples(1)[0].elements
        numbers.replaceSubrange(step * 2..<step * 2 + 2, with: row.elements)
        let fresh = try Machine(
          machine.program, inputs: [[Tensor(recipe.input, .float32, numbers)]])
        _ = try fresh.resume()
        #expect(try machine.results() == fresh.results())
      }
    }
  }

  @Test func anEditedStateIsASequenceThatGoesOnFromIt() throws {
    let recipe = Recipes.lstm
    let x = recipe.samples(1)[0]
    for step in 0..<3 {
      let machine = try recipe.machine()
      _ = try machine.resume()
      let h = try machine.lookup("lstm@\(step).h")
      let C = try machine.lookup("lstm@\(step).C")
      let states = [Tensor([3], .float32, [0.5, -0.25, 1]), C.tensor]
      _ = try machine.edit(h.value, at: [step], to: states[0])
      _ = try machine.resume()
      let rest = 3 - step
      let program = try recipe.program([rest, 2])
      let carried = CarriedState(
        loops: [0: .init(path: "lstm", states: states.map { [$0] })], samples: 1)
      let rows = Tensor([rest, 2], .float32, Array(x.elements.suffix(rest * 2)))
      let fresh = try Machine(program, inputs: [[rows]], from: carried, resuming: .everything)
      _ = try fresh.resume()
      #expect(distance(try machine.results(), try fresh.results()) < 1e-6)
      #expect(try machine.lookup("lstm@\(step + 1).h_prev").tensor == states[0])
    }
  }

  @Test func anEditedInitialStateIsOneThatIsCarriedIn() throws {
    for (recipe, path) in [(Recipes.lstm, "lstm"), (Recipes.gruBefore, "gru")] {
      let machine = try recipe.machine()
      _ = try machine.resume()
      let h = Tensor([3], .float32, [0.5, -0.25, 1])
      let carry = machine.program.scans[0].carries[0]
      _ = try machine.edit(machine.program.values[carry.previous], at: [0], to: h)
      #expect(machine.position == Position(1))
      #expect(try machine.lookup("\(path)@0.h_prev").tensor == h)
      _ = try machine.resume()
      var states = [[h]]
      if recipe.name == "lstm" { states.append([Tensor([3], repeating: 0)]) }
      let carried = CarriedState(loops: [0: .init(path: path, states: states)], samples: 1)
      let fresh = try Machine(
        machine.program, inputs: [recipe.samples(1)], from: carried, resuming: .everything)
      _ = try fresh.resume()
      #expect(try machine.results() == fresh.results())
    }
  }

  @Test func anEditedLayerOutputIsReadByTheNextLayer() throws {
    for recipe in [
      Recipes.lstm, Recipes.maskedLSTMSequences, Recipes.nested, Recipes.nestedSequences,
    ] {
      let machine = try recipe.machine()
      _ = try machine.resume()
      let layers = machine.layers.filter { !$0.contains("/") }
      let layer = layers[layers.count - 2]
      let found = try machine.lookup(layer)
      let new = Tensor(found.tensor.shape, repeating: 0.125)
      _ = try machine.edit(found.value, at: found.steps, to: new)
      #expect(try machine.lookup(layer).tensor == new)
      _ = try machine.resume()
      #expect(try machine.lookup(layer).tensor == new)
      // The next layer, which came after it, was computed from it; its own loop was not again.
      let outside = machine.program.equations.filter { $0.scan == nil && $0.frame > 0 }
      for equation in outside
      where equation.term.values.contains(where: { $0.id == found.value.id }) {
        let held = try machine.read(equation.result)
        try machine.engine.run(equation: equation.id, at: SIMD4())
        #expect(try machine.read(equation.result).isIdentical(to: held))
      }
      for scan in machine.program.scans where scan.sequences[0].outer == found.value.id {
        for step in 0..<scan.steps {
          let row = try machine.read(machine.program.values[scan.sequences[0].inner], at: [step])
          #expect(row == new.row(step))
        }
      }
    }
  }

  @Test func callsOfASharedLayerHaveOneWeight() throws {
    let eq = Equations()
    let source = ArraySource("W", [2, 2], [1, 2, 3, 4])
    var x = eq.input("x", TensorType([2], .float32))
    for path in ["shared", "shared#2"] {
      x = try eq.call(path, kind: "Dense", title: "", dtype: .float32, weights: ["kernel": source])
      {
        try eq("a", x • eq.weight("kernel", as: "W", [2, 2]))
      }
    }
    let program = eq.finish(outputs: [x])
    let machine = try Machine(program, inputs: [[Tensor([2], .float32, [1, 1])]])
    _ = try machine.resume()
    #expect(try machine.lookup("output").tensor.elements == [22, 32])
    let edit = try machine.edit(
      machine.lookup("shared#2.W").value, to: Tensor([2, 2], .float32, [0, 1, 1, 0]))
    #expect(edit.invalidated == 1..<3)
    _ = try machine.resume()
    #expect(try machine.lookup("output").tensor.elements == [1, 1])
    #expect(try machine.lookup("shared.W").tensor.elements == [0, 1, 1, 0])
  }

  @Test func callsOfALayerOfAFileHaveOneWeight() throws {
    let fixture = try #require(
      FixtureModel.all.first { $0.model.contains("/shared-layer/") })
    let machine = try #require(try fixture.session(sample: 0).machine)
    let kernels = machine.program.values.filter {
      $0.role == .weight && $0.name.matches("W") && $0.shape.rank == 2
    }
    let uses = machine.program.weights
    func identity(_ value: Value) -> String? {
      uses.first { $0.value == value.id }?.source.identity ?? nil
    }
    let shared = try #require(
      kernels.first { one in kernels.filter { identity($0) == identity(one) }.count > 1 })
    let calls = kernels.filter { identity($0) == identity(shared) }
    _ = try machine.edit(shared, to: Tensor(shared.shape, shared.dtype, repeating: 0.5))
    for call in calls {
      #expect(try machine.read(call).elements.allSatisfy { $0 == 0.5 })
    }
    for other in kernels where identity(other) != identity(shared) {
      #expect(try machine.read(other).elements.contains { $0 != 0.5 })
    }
  }

  @Test func whatCannotBeEdited() throws {
    let machine = try Recipes.lstm.machine()
    _ = try machine.move(.step)
    let C = try #require(machine.program.equations.first { $0.result.name.matches("C") }).result
    #expect(throws: MachineError.editedTooEarly("C", tick: 6)) {
      try machine.edit(C, at: [0], to: Tensor([3], repeating: 0))
    }
    let z = try machine.lookup("z").value
    #expect(throws: MachineError.shape("z", expected: [12], given: [3])) {
      try machine.edit(z, at: [0], to: Tensor([3], repeating: 0))
    }
    #expect(throws: MachineError.noTimestep("z", [4], lengths: [4])) {
      try machine.edit(z, at: [4], to: Tensor([12], repeating: 0))
    }
    #expect(throws: MachineError.noSample(1, count: 1)) {
      try machine.edit(z, at: [0], sample: 1, to: Tensor([12], repeating: 0))
    }
    let part = try #require(machine.program.values.first { $0.role == .intermediate })
    #expect(throws: MachineError.self) {
      try machine.edit(part, at: [0], to: Tensor(part.shape, repeating: 0))
    }
    #expect(machine.position == Position(1))
  }
}
