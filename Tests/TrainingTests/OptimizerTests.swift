import Containers
import Equations
import Tensors
import Terms
import TestSupport
import Testing
import TrainingSupport

@testable import Training

@Suite("steps of every optimizer, beside Keras")
struct OptimizerTests {
  static let cases = PartCase.all("optimizers")

  @Test("both Kerases and every optimizer are there")
  func whole() {
    for generation in [Generation.keras3, .keras2] {
      let kinds = Set(
        OptimizerTests.cases.filter { $0.generation == generation }
          .compactMap { $0.config["class_name"]?.stringValue })
      let newer: Set = generation == .keras2 ? ["Lamb", "ScheduleFreeAdamW"] : []
      #expect(kinds == Set(Optimizers.all.map { $0.className }).subtracting(newer))
    }
  }

  @Test("weights and state after one step and after five", arguments: cases)
  func agrees(_ part: PartCase) throws {
    let run = try StepRun(part)
    for step in 0..<5 {
      try run.step(try #require(try part.tensor("g\(step)")))
      guard let weights = try part.tensor("after\(step + 1)/w") else { continue }
      #expect(
        Nearness.distance(run.weights.flatMap(\.elements), weights.elements) < 1,
        "weights after \(step + 1): \(run.lines)")
      let state = try #require(try part.tensor("after\(step + 1)/s"))
      let mine = try run.state(like: part)
      #expect(
        Nearness.distance(mine, state.elements) < 1,
        "state after \(step + 1): \(mine) \(state.elements) \(run.lines)")
    }
  }
}
