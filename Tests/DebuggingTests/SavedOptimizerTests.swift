import Containers
import Debugging
import Models
import Tensors
import TestSupport
import Testing

/// What an optimizer keeps goes into the file, also into one that was saved before any training and has no place for it.
@Suite struct SavedOptimizerTests {
  private let folder = TemporaryDirectory()

  private func trained(_ path: String, _ data: String, to next: String) throws {
    let session = Session(try ModelFile.open(path))
    try session.open(try Session.DataSet(readingFile: data, for: session.model))
    _ = try session.train(1)
    #expect(try session.save(to: next) == [], "\(path)")
  }

  /// Five steps, each from the file that the one before left, end with Keras' weights and with what its Adam keeps.
  @Test(arguments: ["k3.keras", "k3.h5", "k2.keras", "k2.h5"])
  func isThereForTheNextStep(_ file: String) throws {
    let place = "training/models/adam-by-hand/"
    let data = Fixtures.path(place + file.prefix(2) + ".step.npz")
    let ending = file.dropFirst(2)
    var path = Fixtures.path(place + file)
    #expect(try ModelFile.open(path).training?.arrays.count ?? 9 < 3)
    for step in 1...5 {
      let next = folder.path + "/\(step)" + ending
      try trained(path, data, to: next)
      path = next
    }
    let model = try ModelFile.open(path)
    let right = try Npz(try FileBytes(path: data).bytes, name: data)
    #expect(try model.savedOptimizer()?.state.iterations == 5)
    let kept = try #require(model.training?.arrays)
    #expect(right.contains("optimizer\(kept.count - 1)@5"))
    #expect(!right.contains("optimizer\(kept.count)@5"))
    for (index, array) in kept.enumerated() {
      expectNear(
        try Tensor(array), try Tensor(try right.array("optimizer\(index)@5")), array.name)
    }
    for variable in model.trainableVariables {
      expectNear(
        try variable.numbers(), try Tensor(try right.array(variable.path + "@5")), variable.path)
    }
  }

  /// The same where the loss is scaled: steps that were skipped, and the scale, are in the file.
  @Test func aScaleIsThereForTheNextStep() throws {
    let data = Fixtures.path("training/loss_scale/over.k3.step.npz")
    var path = Fixtures.path("training/loss_scale/over.k3.keras")
    for step in 1...4 {
      let next = folder.path + "/scaled\(step).keras"
      try trained(path, data, to: next)
      path = next
    }
    let model = try ModelFile.open(path)
    let right = try Npz(try FileBytes(path: data).bytes, name: data)
    let kept = try #require(model.training?.arrays)
    #expect(right.contains("optimizer\(kept.count - 1)@4"))
    #expect(!right.contains("optimizer\(kept.count)@4"))
    for (index, array) in kept.enumerated() {
      expectNear(
        try Tensor(array), try Tensor(try right.array("optimizer\(index)@4")), array.name)
    }
  }

  private func expectNear(_ found: Tensor, _ right: Tensor, _ name: String) {
    let isNear =
      found.shape == right.shape
      && zip(found.elements, right.elements).allSatisfy { abs($0 - $1) <= 2e-6 + 2e-5 * abs($1) }
    #expect(isNear, "\(name): \(found.elements), not \(right.elements)")
  }

  /// An optimizer that takes another's place amid training goes on from the weights, and from nothing that was kept: as if
  /// it had been named for the file that training left.
  @Test(arguments: [
    ("adam(lr=0.01)", "sgd(lr=0.1, momentum=0.9)"), ("sgd(lr=0.1, momentum=0.9)", "adam(lr=0.01)"),
  ])
  func anotherOneBeginsAnew(first: String, second: String) throws {
    let place = "training/models/adam-by-hand/"
    let data = Fixtures.path(place + "k3.step.npz")
    func session(_ path: String, by optimizer: String) throws -> Session {
      let session = Session(try ModelFile.open(path))
      try session.useOptimizer(optimizer)
      try session.open(try Session.DataSet(readingFile: data, for: session.model))
      return session
    }
    let changed = try session(Fixtures.path(place + "k3.keras"), by: first)
    _ = try changed.train(3)
    let path = folder.path + "/between.keras"
    _ = try changed.save(to: path)
    try changed.useOptimizer(second)
    #expect(changed.stepsBehind == 3)
    let reopened = try session(path, by: second)
    for session in [changed, reopened] { _ = try session.train(3) }
    let losses = try #require(reopened.machine?.losses)
    #expect(losses.count == 3 && changed.machine?.losses == losses)
    for (own, other) in zip(try changed.variablesNow(), try reopened.variablesNow()) {
      #expect(own.tensor.elements == other.tensor.elements, "\(own.name)")
    }
    // A name that means nothing changes nothing.
    #expect(throws: InputError.self) { try changed.useOptimizer("sgdd") }
    _ = try changed.train(1)
    #expect(changed.stepsBehind == 3 && changed.machine?.losses.count == 4)
  }

  /// Of another optimizer than the file's nothing is kept, and that is told.
  @Test func anotherOptimizerIsToldOf() throws {
    let place = "training/models/adam-by-hand/"
    let session = Session(try ModelFile.open(Fixtures.path(place + "k3.keras")))
    try session.useOptimizer("sgd(lr=0.1, momentum=0.9)")
    let data = Fixtures.path(place + "k3.step.npz")
    try session.open(try Session.DataSet(readingFile: data, for: session.model))
    _ = try session.train(1)
    let path = folder.path + "/other.keras"
    #expect(
      try session.save(to: path)
        == ["what SGD keeps is not written: the file names another optimizer"])
    #expect(try ModelFile.open(path).training?.arrays.count == 2)
  }
}
