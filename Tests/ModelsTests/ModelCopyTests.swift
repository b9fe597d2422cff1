import Debugging
import Equations
import Models
import Tensors
import Terms
import TestSupport
import Testing

/// A model written as it is now: what is opened again predicts, and goes on, as this one would.
@Suite struct ModelCopyTests {
  private let folder = TemporaryDirectory()

  private func trained(_ file: String) throws -> (Session, String) {
    let path = "training/models/epochs"
    let title = file.split(separator: ".").dropLast().joined(separator: ".")
    let data = Fixtures.path("\(path)/\(title).npz")
    let session = Session(try ModelFile.open(Fixtures.path("\(path)/\(file)")))
    try open(data, in: session)
    return (session, data)
  }

  private func open(_ data: String, in session: Session) throws {
    try session.open(try Session.DataSet(readingFile: data, for: session.model))
    try session.useBatches(Session.BatchSetting(size: 18))
  }

  @Test(arguments: EpochTests.files)
  func whatIsWrittenGoesOn(_ file: String) throws {
    let (session, data) = try trained(file)
    _ = try session.train(3)
    let copy = "\(folder.path)/copy" + (file.hasSuffix("h5") ? ".h5" : ".keras")
    #expect(try session.save(to: copy) == [])
    let other = Session(try ModelFile.open(copy))
    try open(data, in: other)
    #expect(
      zip(try session.variablesNow(), try other.variablesNow()).allSatisfy {
        $0.tensor.isIdentical(to: $1.tensor)
      })
    // The optimizer goes on too.
    _ = try session.train(2)
    _ = try other.train(2)
    #expect(
      zip(try session.variablesNow(), try other.variablesNow()).allSatisfy {
        $0.tensor.isIdentical(to: $1.tensor)
      })
  }

  @Test func whatWasSetIsWritten() throws {
    let (session, _) = try trained("adam.k3.keras")
    try session.feed(
      Feed(tensors: [Tensor(Shape([1, 3]), .float32, [1, 2, 3])], samples: 1, isBatch: false))
    let machine = try #require(session.machine)
    let kernel = try #require(machine.program.weights.first)
    let value = machine.program.values[kernel.value]
    let new = Tensor(value.shape, .float32, [Double](repeating: 0.5, count: value.shape.count))
    _ = try session.change(value, at: [], to: new, called: "W")
    let copy = "\(folder.path)/set.keras"
    #expect(try session.save(to: copy) == [])
    let other = try ModelFile.open(copy)
    #expect(try other.allVariables[0].numbers().isIdentical(to: new))
    #expect(
      try other.allVariables[1].numbers().isIdentical(
        to: session.original.allVariables[1].numbers()))
  }

  @Test func anotherContainerIsRefused() throws {
    let (session, _) = try trained("adam.k3.keras")
    #expect(throws: (any Error).self) { try session.save(to: "\(folder.path)/copy.h5") }
    #expect(throws: (any Error).self) { try ModelFile.open("\(folder.path)/copy.h5") }
  }
}
