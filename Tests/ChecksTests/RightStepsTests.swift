import Checks
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing
import Training

/// What Keras computed in training is never called a mistake.
@Suite("the right numbers of steps are right")
struct RightStepsTests {
  /// Every seventh of all: each comes again in other company. Rescaling has no equations.
  static let cases = StepCase.all.filter { !$0.title.contains("Rescaling") }.enumerated()
    .filter { $0.offset % 7 == 0 }.map(\.element)

  @Test func thereAreCases() { #expect(Self.cases.count > 120) }

  @Test(arguments: cases)
  func rightIsRight(_ step: StepCase) throws {
    let model = try step.model()
    let inputs = try step.tensors("x")
    let targets = try step.tensors("y")
    let outputs = try model.program(for: inputs.map { $0.shape.removing(0) }).outputs.map(\.shape)
    let aim = try Aim(
      Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($0.offset, $0.element) }),
      for: model, outputs, samples: inputs[0].shape[0], as: step.compiled,
      weights: try step.sampleWeights())
    let optimization = try #require(step.compiled.optimization).get()
    let fresh = OptimizerState(
      fresh: optimization, weights: model.trainableVariables.map(\.shape))
    let doctor = try Diagnostician(
      GivenStep(
        model: model, inputs: inputs, aim: aim, optimizer: OptimizerInUse(optimization, fresh),
        backend: .tensorflow, seed: 0))
    let loss = try #require(try step.tensor("loss")?.elements.first)
    let arrays: [NumbersOfSteps.Named] =
      [("loss", Tensor(scalar: loss))]
      + (try step.gradients().map { ($0.path + ":grad", $0.tensor) })
      + (try step.variables(after: 1).map { ($0.path + "@1", $0.tensor) })
    // One by one: together most of them would hide that one is not right.
    for array in arrays {
      let numbers = try NumbersOfSteps(
        [array], at: nil, update: 1, of: model, in: doctor.outline)
      let found = try numbers.diagnose { _ in doctor }
      #expect(
        found.last?.diagnosis.fitting.isEmpty == true,
        "\(array.name ?? ""): \(found.last?.diagnosis.candidates.first?.id ?? "")")
    }
  }
}
