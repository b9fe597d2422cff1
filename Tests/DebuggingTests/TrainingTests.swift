import Checks
import Foundation
import ModelSupport
import Models
import Tensors
import Testing

@testable import Debugging
@testable import Equations
@testable import Terms

/// Dropout as in training. Keras draws other numbers; what it drew can be read off its zeros.
@Suite struct TrainingTests {
  private let folder = FixtureModel.folder.appendingPathComponent("training")
  private let droppings = ["spatial", "timesteps", "dropout"]

  private func session(seed: Int?) throws -> Session {
    let model = try ModelFile.open(folder.appendingPathComponent("k3.keras").path)
    let session = Session(model)
    try session.train(seed: seed)
    try session.feed(try Feed.read(folder.appendingPathComponent("training.npz").path, for: model))
    return session
  }

  private func golden(_ name: String) throws -> Tensor {
    let golden = try Golden(path: folder.appendingPathComponent("training.npz").path)
    return try #require(golden.arrays.first { $0.name == name }).tensor
  }

  private func keep(_ path: String, _ machine: Machine) throws -> Value {
    let frame = try #require(machine.program.frames.first { $0.path == path })
    return try #require(frame.drawn.first)
  }

  private func output(_ path: String, _ machine: Machine, _ sample: Int = 0) throws -> Tensor {
    let frame = try #require(machine.program.frames.first { $0.path == path })
    return try machine.read(try #require(frame.outputs.first), sample: sample)
  }

  @Test func withWhatKerasDroppedEveryLayerAgrees() throws {
    let session = try session(seed: 1)
    let machine = try #require(session.machine)
    for sample in 0..<machine.samples {
      for path in droppings {
        let value = try keep(path, machine)
        let row = try #require(try golden(path).row(sample))
        // What was dropped is 0 wherever it is spread to.
        let wide = row.shape.width
        let shape = value.shape
        let numbers: [Double] = (0..<shape.count).map { place in
          if shape == row.shape { return row.elements[place] == 0 ? 0 : 1 }
          return row.elements[shape.width == 1 ? place * wide : place] == 0 ? 0 : 1
        }
        _ = try machine.edit(value, sample: sample, to: Tensor(shape, .bool, numbers))
      }
    }
    _ = try machine.runToEnd()
    for name in ["dense", "spatial", "lstm", "timesteps", "last", "dropout", "out"] {
      let right = try golden(name)
      for sample in 0..<machine.samples {
        let row = try #require(right.row(sample))
        let own = try output(name, machine, sample)
        for (a, b) in zip(own.elements, row.elements) {
          #expect(abs(a - b) <= 1e-6 + 2e-5 * abs(b), "\(name) of sample \(sample)")
        }
      }
    }
  }

  @Test func inferenceChangesNothing() throws {
    let session = try session(seed: nil)
    let machine = try #require(session.machine)
    #expect(machine.program.draws.isEmpty)
    _ = try machine.runToEnd()
    for (before, path) in [("dense", "spatial"), ("lstm", "timesteps"), ("last", "dropout")] {
      let given = try output(before, machine)
      #expect(try output(path, machine).elements == given.elements)
    }
  }

  @Test func theSameSeedDropsTheSameAndSamplesDiffer() throws {
    func drawn(_ seed: Int) throws -> [[Double]] {
      let machine = try #require(try session(seed: seed).machine)
      let value = try keep("dropout", machine)
      return try (0..<machine.samples).map { try machine.read(value, sample: $0).elements }
    }
    #expect(try drawn(1) == drawn(1))
    #expect(try Set((0..<20).map { try drawn($0).flatMap { $0 } }).count > 15)
    #expect(try Set((0..<20).flatMap { try drawn($0) }).count > 5)
  }

  @Test(arguments: [0, 0.1, 0.5, 0.9, 1])
  func asManyAreDroppedAsTheRateSays(_ rate: Double) {
    let draw = Draw(value: 3, kind: .keeping(rate: rate), isShared: false, seed: 9)
    var kept = 0.0
    for sample in 0..<100 { kept += draw.numbers(1000, sample: sample).reduce(0, +) }
    // Four standard deviations of 100,000 draws.
    let deviation = (rate * (1 - rate) * 100_000).squareRoot()
    #expect(abs(kept - (1 - rate) * 100_000) <= 4 * deviation)
  }

  @Test(arguments: [(0.0, 0.5), (1, 2), (-3, 0.1)])
  func noiseIsSpreadAsTheDeviationSays(_ mean: Double, _ deviation: Double) {
    let draw = Draw(
      value: 3, kind: .normal(mean: mean, deviation: deviation), isShared: false, seed: 9)
    let numbers = (0..<100).flatMap { draw.numbers(1000, sample: $0) }
    let own = numbers.reduce(0, +) / 100_000
    let spread = (numbers.reduce(0) { $0 + ($1 - own) * ($1 - own) } / 100_000).squareRoot()
    // Four standard deviations of 100,000 draws.
    #expect(abs(own - mean) <= 4 * deviation / 316)
    #expect(abs(spread - deviation) <= 4 * deviation / 447)
    #expect(numbers.allSatisfy { $0 == Double(Float($0)) })
    #expect(draw.numbers(5, sample: 0) != draw.numbers(5, sample: 0, step: 1))
  }
}
