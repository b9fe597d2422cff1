import Checks
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// Graphs that compute with tf.shape.
@Suite struct LengthTests {
  private func model(_ title: String) throws -> (Model, Golden) {
    let one = try #require(try GridCase.all(in: "lengths.k2.npz").first { $0.title == title })
    return (try one.model(), try one.golden())
  }

  /// What is fed says how many samples there are.
  @Test(arguments: [1, 2, 3])
  func theNumberOfSamplesIsThatOfTheFeed(_ samples: Int) throws {
    let (model, golden) = try model("reshape(x, [n, 12])")
    let feed = try #require(try Feed.fitted(golden.inputs, model.inputs).first(samples))
    let session = Session(model)
    try session.feed(feed)
    let machine = try #require(session.machine)
    #expect(try machine.runToEnd())
    let lengths = try #require(
      machine.program.equations.first { machine.program.hasNoSamples($0.result) })
    #expect(try machine.read(lengths.result, sample: 0).elements == [Double(samples), 4, 3])
  }

  @Test func lengthsHaveNoAxisOfSamples() throws {
    let (model, golden) = try model("x / cast(shape(x)[1], \"float32\")")
    let agreement = try Agreement(of: model, with: golden, .layers)
    #expect(agreement.isAccepted)
    #expect(agreement.checks.contains { $0.shape == [] })
  }
}
