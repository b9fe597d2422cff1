import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// What samples weigh is taken in the shapes in which Keras takes it.
struct SampleWeightTests {
  private func aim(
    _ model: Model, _ shape: Shape, output: Shape, samples: Int
  ) throws -> Aim {
    let numbers = Tensor(shape, .float32, (0..<shape.count).map(Double.init))
    return try Aim(
      [0: Tensor(output.inserting(samples, at: 0), repeating: 0)], for: model, [output],
      samples: samples, loss: "mse", weights: [0: numbers])
  }

  /// Keras 3.15 was asked: it refuses (N,) beside places (N, T), or weighs timesteps by it where N is T.
  @Test(
    arguments: [
      ([4], [2], true), ([4, 1], [2], true), ([4], [5, 1], false), ([5], [5, 1], false),
      ([4, 1], [5, 1], true), ([4, 5], [5, 1], true), ([4], [1, 1], true),
      ([4, 5], [5, 3, 1], false),
      ([4, 5, 3], [5, 3, 1], true), ([4, 1], [5, 3, 1], false), ([3], [2], false),
    ] as [([Int], [Int], Bool)])
  func shapesOfKeras3(weights: [Int], output: [Int], isTaken: Bool) throws {
    let samples = weights == [5] ? 5 : 4
    let model = try ModelFile.open(
      Repository.path + "/Sources/Console/Resources/models/xor.keras")
    let found = Result {
      try aim(model, Shape(weights), output: Shape(output), samples: samples)
    }
    switch found {
    case .success(let aim):
      #expect(isTaken)
      #expect(aim.targets.last?.elements == (0..<weights.reduce(1, *)).map(Double.init))
    case .failure(let error):
      #expect(!isTaken && "\(error)".contains("weights of"), "\(error)")
    }
  }

  @Test func oneNumberForEachSampleFitsAnySequenceInKeras2() throws {
    let model = try Architecture(layers: [Architecture.input(), Architecture.dense("a", 1)])
      .model([("a", [Tensor([2, 1], repeating: 0.5), Tensor([1], repeating: 0)])])
    let aim = try aim(model, [4], output: [5, 1], samples: 4)
    #expect(aim.targets.last?.shape == [4])
  }
}
