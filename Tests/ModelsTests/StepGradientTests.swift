import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing
import Training
import TrainingSupport

/// The first step, as a walk gives it.
@Suite("the loss and the gradients of every step case, in training")
struct StepGradientTests {
  /// Rescaling has no equations.
  static let cases = StepCase.all.filter { !$0.title.contains("Rescaling") }

  @Test func thereAreCases() {
    #expect(Self.cases.count > 880)
    #expect(StepCase.typed.count == 31)
  }

  @Test(arguments: cases + StepCase.typed)
  func gradients(_ step: StepCase) throws {
    let model = try step.model()
    let inputs = try step.tensors("x")
    let aim = try step.aim(model)
    let program = try model.program(
      for: inputs.map { $0.shape.removing(0) }, aiming: aim, as: Aim.Mode(seed: 0))
    // Nothing that Keras drew is unknown: no layer of these drops anything.
    #expect(program.draws.allSatisfy { $0.kind == .keeping(rate: 0) })
    let machine = try Machine(
      program, inputs: Machine.samples(of: inputs), targets: aim.samples)
    _ = try machine.resume()
    let loss = try machine.read(try #require(program.loss)).elements
    let first = try #require(try step.tensor("loss")?.elements.first)
    #expect(Nearness.distance(loss, [first]) < 5, "loss \(loss), not \(first)")
    let gradients = try step.gradients()
    // What cancels in a BatchNormalization leaves the rounding of what is much larger.
    let largest = gradients.flatMap { $0.tensor.elements.map(abs) }.max() ?? 0
    let rest = step.isNormalized ? 1e-5 * largest : 0
    for (path, right) in gradients {
      let variable = try #require(
        model.trainableVariables.first { $0.matches(path) && $0.shape == right.shape }, "\(path)")
      let use = try #require(
        program.weights.first { $0.source.identity == variable.weight.identity })
      let gradient = try #require(program.gradients[use.value], "\(path) has no gradient")
      let found = try machine.read(program.values[gradient]).elements
      let scale = right.elements.map(abs).max() ?? 0
      let isNear = zip(found, right.elements).allSatisfy {
        abs($0 - $1) <= 1e-6 + rest + 5e-5 * scale
      }
      #expect(isNear, "\(path): \(found.prefix(6)), not \(right.elements.prefix(6))")
    }
  }
}
