import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing
import Training
import TrainingSupport

/// The loss before the first update: what compile was told, put to what the model predicts, and its regularizers.
@Suite("the loss of every step case whose layers do in training as at inference")
struct StepLossTests {
  /// Masks and activities are known to those who write the layers, statistics of batches to training; Rescaling has
  /// no equations.
  private static let others = [
    "masked", "activity", "Activity", "Sequential", "Rescaling",
  ]

  static let cases = StepCase.all.filter { step in
    !step.isNormalized && !step.changesWeightsFirst && !others.contains(where: step.title.contains)
  }

  @Test(arguments: cases)
  func losses(_ step: StepCase) throws {
    let model = try step.model()
    let inputs = try step.tensors("x")
    let program = try model.program(for: inputs.map { $0.shape.removing(0) })
    let machine = try Machine(program, inputs: Machine.samples(of: inputs))
    _ = try machine.resume()
    let batch = Batch(samples: machine.samples)
    func known(_ term: Term) throws -> Term {
      let value = try #require(term.value)
      return batch.input(
        value.name, try (0..<machine.samples).map { try machine.read(value, at: [], sample: $0) })
    }
    let targets = try step.tensors("y")
    let outputs = zip(program.outputs, zip(model.outputNames, targets)).map { value, output in
      Compiled.Output(output.0, value.shape, target: output.1.shape.removing(0))
    }
    let weight = try step.tensor("sample_weight0").map { batch.input("w", $0) }
    var parts: [(loss: Term, weight: Double?)] = []
    for (index, loss) in try step.compiled.losses(of: outputs).enumerated() {
      guard let loss else { continue }
      let prediction = Prediction(program.outputs[index], in: program)
      let told = Prediction(
        try known(prediction.output), logits: try prediction.logits.map(known))
      let whole = try loss.loss.write(
        batch.input("y", targets[index]), told, weight: weight, to: batch)
      parts.append((whole, loss.weight))
    }
    let generation = step.compiled.generation
    let penalties = try model.trainableVariables.compactMap { variable -> Term? in
      guard let json = variable.regularizer else { return nil }
      let regularizer = try Regularizers.read(json, place: variable.path, generation: generation)
      return try regularizer.penalty(of: batch.constant("w", try variable.numbers()), to: batch)
    }
    let total = try #require(try TotalLoss.write(parts, penalties: penalties, to: batch))
    let loss = try #require(try step.tensor("loss")?.elements.first)
    let mine = try batch.all(total)
    #expect(Nearness.distance(mine, [loss]) < 5, "\(mine) \(loss) \(batch.lines)")
  }
}
