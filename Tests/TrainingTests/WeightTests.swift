import Containers
import Equations
import Tensors
import Terms
import TestSupport
import Testing
import TrainingSupport

@testable import Training

@Suite("weights of classes, penalties of activities")
struct WeightTests {
  @Test("a class that is not named weighs 1")
  func classes() throws {
    let batch = Batch(samples: 4)
    let y = batch.input("y", Tensor([4], .float32, [0, 2, 1, 5]))
    let weights = [0: 2.0, 1: 0.25]
    #expect(try batch.all(ClassWeights.write(y, weights, to: batch)) == [2, 1, 0.25, 1])
    let column = batch.input("y", Tensor([4, 1], .float32, [0, 2, 1, 5]))
    #expect(try batch.all(ClassWeights.write(column, weights, to: batch)) == [2, 1, 0.25, 1])
    let hot = batch.input("y", Tensor([4, 2], .float32, [1, 0, 0, 1, 0, 1, 1, 0]))
    #expect(try batch.all(ClassWeights.write(hot, weights, to: batch)) == [2, 0.25, 0.25, 2])
  }

  @Test("an activity's penalty is that of one sample")
  func activity() throws {
    let batch = Batch(samples: 2)
    let h = batch.input("h", Tensor([2, 2], .float32, [1, -2, 3, 0]))
    let saved = Saved(place: "it", kind: "L2", generation: .keras3, config: ["l2": .double(0.5)])
    let penalty = try TotalLoss.activityPenalty(try L2(saved), of: h, to: batch)
    #expect(try batch.all(penalty) == [0.5 * (1 + 4 + 9) / 2])
    let orthogonal = try OrthogonalRegularizer(
      Saved(place: "it", kind: "OrthogonalRegularizer", generation: .keras3))
    #expect(throws: (any Error).self) {
      try TotalLoss.activityPenalty(orthogonal, of: h, to: batch)
    }
  }

  /// TensorFlow up to 2.10 averages over masked timesteps as well (keras #15323); standalone Keras' weights are refused.
  @Test("what older Kerases make of masks and weights")
  func older() throws {
    func loss(_ generation: Generation, weighted: Bool = false) throws -> [Double] {
      let batch = Batch(samples: 1)
      let y = batch.input("y", Tensor([1, 3, 1], .float32, [1, 0, 1]))
      let output = batch.input("output", Tensor([1, 3, 1], .float32, [0, 1, 3]))
      let mask = batch.input("m", Tensor([1, 3], .bool, [1, 0, 1]))
      let saved = Saved(place: "the loss", kind: "mse", generation: generation)
      let weight = weighted ? batch.input("w", Tensor([1], .float32, [2])) : nil
      let whole = try OutputLoss(saved).write(
        y, Prediction(output), weight: weight, mask: mask, to: batch)
      return try batch.all(whole)
    }
    #expect(Nearness.distance(try loss(.earlyKeras2), [5.0 / 3]) < 1)
    #expect(try loss(.keras2) == [2.5] && loss(.keras3) == [2.5] && loss(.standalone) == [2.5])
    #expect(throws: Obstacle.self) { try loss(.standalone, weighted: true) }
  }

  /// The equations are those of a slide: clip and division stand in them.
  @Test("a loss is written as Keras computes it")
  func text() throws {
    let batch = Batch(samples: 1)
    let y = batch.input("y", Tensor([1, 2], .float32, [1, 0]))
    let prediction = Prediction(batch.input("output", Tensor([1, 2], .float32, [0.5, 0.5])))
    let saved = Saved(place: "the loss", kind: "categorical_crossentropy", generation: .keras3)
    _ = try OutputLoss(saved).write(y, prediction, to: batch)
    #expect(
      batch.lines == [
        "p = maximum(minimum(output / sum(output, axis=-1, keepdims=True), 0.9999999), 1e-07)",
        "l = -sum(y * log(p), axis=-1)", "l_sum = sum(l), over the samples", "L = l_sum / 1",
      ])
  }
}
