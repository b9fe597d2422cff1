import Equations
import Models
import Tensors

/// The step that `fit` makes, beside the walk.
extension Session {
  /// The step of training that one stands in, by what it was given, every layer doing as in training. Throws what is missing.
  package func fitStep() throws -> GivenStep {
    guard aim != nil else {
      throw InputError(
        "there is no target, so there is no step of training",
        hint: "feed and target give a batch.")
    }
    _ = try requireOptimizer()
    guard let given = try givenStep() else { throw InputError("nothing is fed") }
    return GivenStep(
      model: given.model, inputs: given.inputs, aim: given.aim, optimizer: given.optimizer,
      backend: given.backend, seed: given.seed ?? 0)
  }

  /// Compares what is predicted with arrays of all samples, by the outputs' numbers.
  package func target(_ given: [Int: Tensor]) throws {
    let (outputs, samples) = try predicted()
    let aim = try Aim(given, for: model, outputs, samples: samples, loss: lossName)
    try take(try aim.weighing(classWeighting, in: model))
  }

  /// Arrays that an example can be compared with.
  package func exampleTargets() throws -> [Int: Tensor] {
    let (outputs, samples) = try predicted()
    return try Aim.examples(for: model, outputs, samples: samples, loss: lossName)
  }
}

extension GivenStep {
  /// Its batch, again and again.
  package var batches: Batches { Batches(inputs: inputs, targets: aim.targets) }

  /// The equations of the step in a format; throws where the model cannot be computed to its end.
  package func wholeProgram(in precision: DType?) throws -> Program {
    let program = try program(for: inputs.map { $0.shape.removing(0) }, precision: precision)
    if let obstacle = program.obstacle { throw obstacle }
    return program
  }
}
