import Debugging
import Equations
import Models
import Tensors
import TestSupport
import Testing

/// The next steps of `fit` from a file alone: Keras trained for three epochs and saved; here two more are made of the same
/// data, in batches of which the last is smaller.
@Suite struct EpochTests {
  static let files = Fixtures.names(in: "training/models/epochs").filter { !$0.hasSuffix(".npz") }

  @Test(arguments: files)
  func twoMoreEpochsAreKeras(_ file: String) throws {
    let folder = "training/models/epochs"
    let title = file.split(separator: ".").dropLast().joined(separator: ".")
    let data = Fixtures.path("\(folder)/\(title).npz")
    let session = Session(try ModelFile.open(Fixtures.path("\(folder)/\(file)")))
    try session.open(try Session.DataSet(readingFile: data, for: session.model))
    try session.useBatches(Session.BatchSetting(size: 4))
    let steps = try session.steps(ofEpochs: 2)
    #expect(steps == 10)
    _ = try session.train(steps)
    let arrays = try ArrayFile(data).map { try $0.read() } ?? []
    func array(_ name: String) -> Tensor? { arrays.first { $0.name == name }?.tensor }
    for variable in try session.variablesNow() {
      let before = try #require(array(variable.name + "@before"))
      let after = try #require(array(variable.name + "@after"))
      #expect(!before.isIdentical(to: after))
      #expect(
        zip(variable.tensor.elements, after.elements).allSatisfy { abs($0 - $1) < 2e-6 },
        "\(variable.name): \(variable.tensor.elements), not \(after.elements)")
    }
    let losses = try #require(session.machine).losses
    let fit = try #require(array("fit_loss")).elements
    for epoch in 0..<2 {
      let own = losses[5 * epoch..<5 * epoch + 5]
      let mean = zip(own, [4.0, 4, 4, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 } / 18
      #expect(abs(mean - fit[epoch]) < 2e-6, "epoch \(epoch)")
    }
    // What was learnt is what the next input is predicted with.
    let feed = try Feed.read(data, for: session.model)
    let predicted = try session.model.program(for: feed.shapes)
    #expect(predicted.updates.isEmpty)
    try session.feed(feed)
    let learnt = try session.model.allVariables.map { try $0.numbers() }
    #expect(zip(learnt, try session.variablesNow()).allSatisfy { $0.isIdentical(to: $1.tensor) })
    #expect(session.stepsLearnt == 10)
  }
}
