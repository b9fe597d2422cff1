import Containers
import Equations
import Tensors
import Terms
import TestSupport
import Testing
import TrainingSupport

@testable import Training

@Suite("regularizers, constraints, schedules and metrics, beside Keras")
struct PartTests {
  @Test("penalties and constraints", arguments: PartCase.all("penalties"))
  func penalties(_ part: PartCase) throws {
    let batch = Batch()
    let w = batch.constant("w", try #require(try part.tensor("w")))
    let result: Term
    if part.json["kind"]?.stringValue == "constraint" {
      let constraint = try Constraints.read(
        part.config, place: "the constraint", generation: part.generation)
      result = try constraint.constrained(w, to: batch)
    } else {
      let regularizer = try Regularizers.read(
        part.config, place: "the regularizer", generation: part.generation)
      result = try regularizer.penalty(of: w, to: batch)
    }
    let expected = try #require(try part.tensor("result"))
    #expect(Nearness.distance(try batch.all(result), expected.elements) < 1)
  }

  @Test("the rate after n updates", arguments: PartCase.all("schedules"))
  func schedules(_ part: PartCase) throws {
    let schedule = try Schedules.read(
      part.config, place: "the schedule", generation: part.generation)
    let steps = try #require(try part.tensor("n"))
    let rates = try #require(try part.tensor("rates"))
    for (n, rate) in zip(steps.elements, rates.elements) {
      let batch = Batch()
      let term = try schedule.rate(batch.constant("n", Tensor(scalar: n)), to: batch)
      #expect(Nearness.distance(try batch.all(term), [rate]) < 1, "n = \(n): \(batch.lines)")
    }
  }

  @Test("the mean over places and samples", arguments: PartCase.all("metrics"))
  func metrics(_ part: PartCase) throws {
    let y = try #require(try part.tensor("y"))
    let p = try #require(try part.tensor("p"))
    let batch = Batch(samples: y.shape[0])
    let metric = try Metrics.read(
      part.config, place: "the metric", generation: part.generation, y: y.shape.removing(0),
      output: p.shape.removing(0))
    let term = try metric.write(
      batch.input("y", y), Prediction(batch.input("output", p)), to: batch)
    let numbers = try batch.all(term)
    let expected = try #require(try part.tensor("result"))
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    #expect(Nearness.distance([mean], expected.elements) < 1, "\(batch.lines)")
  }
}
