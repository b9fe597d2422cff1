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

/// The loss and the gradients of the first step, as a walk gives them.
@Suite("the gradients of every step case whose layers do in training as at inference")
struct StepGradientTests {
  /// What a walk does not have yet: statistics of batches (the nested Sequential has such a layer), penalties for what
  /// layers give, weights of samples.
  private static let others = [
    "activity", "Activity", "BatchNormalization", "Sequential", "Rescaling",
  ]

  static let cases = StepCase.all.filter { step in
    !others.contains(where: step.title.contains)
      && (try? step.tensor("sample_weight0")) ?? nil == nil
  }

  @Test func thereAreCases() { #expect(Self.cases.count > 250) }

  @Test(arguments: cases)
  func gradients(_ step: StepCase) throws {
    let model = try step.model()
    let inputs = try step.tensors("x")
    let targets = try step.tensors("y")
    let shapes = inputs.map { $0.shape.removing(0) }
    let outputs = try model.program(for: shapes).outputs.map(\.shape)
    let aim = try Aim(
      Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($0.offset, $0.element) }),
      for: model, outputs, samples: inputs[0].shape[0], as: step.compiled)
    let program = try model.program(
      for: shapes,
      then: { try model.write(aim, behind: $0, as: Aim.Mode(), to: $1) })
    let machine = try Machine(
      program, inputs: Machine.samples(of: inputs), targets: aim.samples)
    _ = try machine.resume()
    for (path, right) in try step.gradients() {
      let variable = try #require(
        model.trainableVariables.first { $0.matches(path) && $0.shape == right.shape }, "\(path)")
      let use = try #require(
        program.weights.first { $0.source.identity == variable.weight.identity })
      let gradient = try #require(program.gradients[use.value], "\(path) has no gradient")
      let found = try machine.read(program.values[gradient]).elements
      let scale = right.elements.map(abs).max() ?? 0
      let isNear = zip(found, right.elements).allSatisfy { abs($0 - $1) <= 1e-6 + 5e-5 * scale }
      #expect(isNear, "\(path): \(found.prefix(6)), not \(right.elements.prefix(6))")
    }
  }
}
