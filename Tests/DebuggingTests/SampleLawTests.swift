import Engine
import Equations
import Foundation
import Tensors
import Terms
import Testing

@testable import Debugging

/// Samples side by side, and timesteps one after the other.
@Suite struct SampleLawTests {
  @Test(arguments: Recipes.all)
  func aBatchIsItsSamplesOneByOne(_ recipe: Recipe) throws {
    let program = try recipe.program()
    let samples = recipe.samples(3)
    let batch = try Machine(program, inputs: [samples])
    _ = try batch.resume()
    for (index, sample) in samples.enumerated() {
      let one = try Machine(program, inputs: [[sample]])
      _ = try one.resume()
      for value in program.values {
        for steps in Machine.combinations(program.lengths(around: value.scope))
        where one.isComputed(value, at: steps) {
          let a = try one.read(value, at: steps).elements
          let b = try batch.read(value, at: steps, sample: index).elements
          #expect(distance([a], [b]) <= 1e-6, "\(value.name.ascii) \(steps)")
        }
      }
    }
  }

  @Test(arguments: Recipes.pushable)
  func timestepsPushedOneByOneAreTheWholeSequence(_ recipe: Recipe) throws {
    let samples = recipe.samples(2)
    let whole = try recipe.machine(2)
    _ = try whole.resume()
    let one = try recipe.program(recipe.input.replacing(0, with: 1))
    var state: CarriedState?
    for step in 0..<recipe.input[0] {
      let rows = try samples.map { sample in
        try #require(sample.row(step)?.reshaped(sample.shape.replacing(0, with: 1)))
      }
      let machine = try Machine(one, inputs: [rows], from: state, resuming: .everything)
      _ = try machine.resume()
      state = try machine.carriedState()
      for (output, last) in zip(whole.program.outputs, one.outputs) {
        for sample in 0..<2 {
          let pushed = try machine.read(last, sample: sample)
          let all = try whole.read(output, sample: sample)
          let isSequence = output.shape != last.shape
          guard isSequence || step == recipe.input[0] - 1 else { continue }
          let expected = isSequence ? all.row(step)?.elements ?? [] : all.elements
          #expect(distance([pushed.elements], [expected]) <= 1e-6)
        }
      }
    }
  }

  @Test func onlyStatefulLayersGoOnFromTheLastInput() throws {
    for (recipe, goesOn) in [(Recipes.statefulMasked, true), (Recipes.gruBefore, false)] {
      let program = try recipe.program()
      let first = try Machine(program, inputs: [recipe.samples(2, seed: "first")])
      _ = try first.resume()
      let state = try first.carriedState()
      let inputs = [recipe.samples(2, seed: "second")]
      let second = try Machine(program, inputs: inputs, from: state)
      let fresh = try Machine(program, inputs: inputs)
      _ = try second.resume()
      _ = try fresh.resume()
      #expect((try second.results() != fresh.results()) == goesOn)
      let carry = try #require(program.scans.first?.carries.first)
      let (initial, last) = (program.values[carry.previous], program.values[carry.next])
      let steps = try #require(program.scans.first).steps
      let expected = try first.read(last, at: [steps - 1], sample: 1)
      #expect((try second.read(initial, at: [0], sample: 1) == expected) == goesOn)
    }
  }

  @Test func whatAStatefulLayerPutsOutWhereMaskedBeginsAtZero() throws {
    // The first timestep is masked: the state goes on, the output is Keras' zeros.
    let recipe = Recipes.statefulMasked
    let program = try recipe.program()
    let first = try Machine(program, inputs: [recipe.samples(1)])
    _ = try first.resume()
    let zeros = Tensor(recipe.input, repeating: 0)
    let second = try Machine(program, inputs: [[zeros]], from: try first.carriedState())
    _ = try second.resume()
    #expect(try second.lookup("gru.y").tensor.elements.allSatisfy { $0 == 0 })
    #expect(
      try second.lookup("gru@-1.h").tensor.elements == first.lookup("gru@-1.h").tensor.elements)
  }

  /// There the states of one call of the layer would be where the next begins, in one call of the
  /// model.
  @Test func aStatefulLayerThatIsCalledMoreThanOnceIsRefused() throws {
    let layer =
      #"{"class_name": "GRU", "config": {"name": "NAME", "units": 2, "stateful": true, "reset_after": true, "return_sequences": true}}"#
    func gru(_ name: String) -> String { layer.replacingOccurrences(of: "NAME", with: name) }
    let timesteps = Recipe(
      "stateful in TimeDistributed", [3, 4, 2],
      #"{"class_name": "TimeDistributed", "config": {"name": "td", "layer": \#(gru("gru"))}}"#)
    let again = Recipe("stateful, called twice", [4, 2], gru("gru"), gru("gru#2"))
    let others = Recipe("two stateful layers", [4, 2], gru("gru"), gru("gru_2"))
    for (recipe, path) in [(timesteps, "td/gru"), (again, "gru#2")] {
      let obstacle = try #require(try recipe.program().obstacle)
      #expect(obstacle.path == path && obstacle.reason.hasPrefix("it is stateful"))
    }
    #expect(try others.program().obstacle == nil)
  }

  @Test func statesOfAnotherRunAreRefused() throws {
    let lstm = try Recipes.lstm.machine(2)
    _ = try lstm.resume()
    let state = try lstm.carriedState()
    #expect(throws: MachineError.carriedSamples(expected: 1, given: 2)) {
      try Machine(lstm.program, inputs: [Recipes.lstm.samples(1)], from: state)
    }
    #expect(throws: MachineError.carriedElsewhere(path: "lstm")) {
      try Machine(
        try Recipes.gruBefore.program(), inputs: [Recipes.gruBefore.samples(2)], from: state)
    }
  }

  @Test func inputsThatDoNotFitAreRefused() throws {
    let program = try Recipes.lstm.program()
    #expect(throws: MachineError.inputCount(expected: 1, given: 0)) {
      try Machine(program, inputs: [])
    }
    #expect(throws: MachineError.sampleCounts([0])) { try Machine(program, inputs: [[]]) }
    #expect(throws: MachineError.shape("input", expected: [4, 2], given: [4, 3])) {
      try Machine(program, inputs: [[Tensor([4, 3], repeating: 0)]])
    }
    #expect(throws: MemoryBudget.Exceeded.self) {
      try Machine(program, inputs: [Recipes.lstm.samples(1)], budget: MemoryBudget(bytes: 64))
    }
  }

  @Test func aStackedBatchIsItsRows() throws {
    let rows = Recipes.lstm.samples(3)
    #expect(Machine.samples(of: [try #require(Tensor.stack(rows))]) == [rows])
  }
}
