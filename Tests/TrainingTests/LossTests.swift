import Containers
import Tensors
import Terms
import TestSupport
import Testing
import TrainingSupport

@testable import Training

@Suite("losses, their reductions, weights and masks, beside Keras")
struct LossTests {
  static let cases = PartCase.all("losses")

  @Test("both Kerases are there")
  func whole() {
    #expect(Set(LossTests.cases.map(\.generation)) == [.keras3, .keras2])
    let kinds = Set(LossTests.cases.compactMap { $0.config["class_name"]?.stringValue })
    #expect(kinds == Set(Losses.all.map { $0.className }))
  }

  @Test("the loss of every place and of the batch", arguments: cases)
  func agrees(_ part: PartCase) throws {
    let y = try #require(try part.tensor("y"))
    let p = try #require(try part.tensor("p"))
    let batch = Batch(samples: y.shape[0])
    let target = batch.input("y", y)
    let logits = try part.tensor("z").map { batch.input("z", $0) }
    let prediction = Prediction(batch.input("output", p), logits: logits)
    let loss = try OutputLoss(try part.saved("the loss"))
    let places = try loss.writePlaces(target, prediction, to: batch)
    let expected = try #require(try part.tensor("places"))
    #expect(Nearness.distance(try batch.all(places.values), expected.elements) < 1)

    let whole = try loss.write(
      target, prediction, weight: try part.tensor("weight").map { batch.input("w", $0) },
      mask: try part.tensor("mask").map { batch.input("m", $0) }, to: batch)
    let number = try #require(try part.tensor("loss"))
    let mine = try batch.all(whole)
    #expect(
      Nearness.distance(mine, number.elements) < 1,
      "\(mine) \(number.elements) \(batch.lines)")
  }
}
