import Checks
import Equations
import Expressions
import ModelSupport
import Models
import Tensors
import Testing

@testable import Debugging

/// A walk in which it is said what layers compute.
@Suite struct WrittenLayerTests {
  /// A session of a model of the fixtures as its file is, fed the inputs of its golden file.
  private func session(_ name: String) throws -> (session: Session, one: WrittenModel) {
    let one = try #require(WrittenModel.named(name))
    let session = Session(try ModelFile.open(one.path))
    try session.feed(try Feed.read("\(one.golden):x0", for: session.model))
    return (session, one)
  }

  private func layers(_ text: String) throws -> LayerDefinitions {
    LayerDefinitions([try LayerLines.typed(text)])
  }

  @Test(arguments: ["scaled", "squeezed", "attended", "normed", "waved"])
  func oneStandsWhereOneStood(_ name: String) throws {
    let (session, one) = try session(name)
    let before = try #require(session.machine)
    _ = try before.resume()
    let tick = before.position.tick
    #expect(before.program.obstacle != nil)
    session.focus(1)
    try session.define(try one.layers)
    let after = try #require(session.machine)
    #expect(after.position.tick == tick && session.sample == 1)
    #expect(after.program.tickCount > tick && after.program.obstacle == nil)
    _ = try after.resume()
    let golden = try Golden(path: one.golden)
    let y = try #require(golden.arrays.first { $0.name == "y0" }).tensor
    let output = try #require(try session.outputs(all: true)?.first)
    for (computed, kept) in zip(output.elements, y.elements) {
      #expect(abs(computed - kept) < 1e-5)
    }
    try session.define(LayerDefinitions())
    #expect(session.machine?.position.tick == tick)
    #expect(session.machine?.program.obstacle != nil)
  }

  @Test(arguments: [
    "lambda_1 = x[0:2]", "lambda_1 = q * 2", "lambda_1 = x @ w0", "lambda_1 = [1, 2, 3, 4]",
    "nothing = x", "lambda_1 = mean(x, axis=1)",
  ])
  func whatCannotBeRightChangesNothing(_ text: String) throws {
    let (session, one) = try session("scaled")
    try session.define(try one.layers)
    let machine = try #require(session.machine)
    _ = try machine.resume()
    let before = (machine.position, session.model.layers)
    #expect(throws: (any Error).self) { try session.define(try layers(text)) }
    #expect(session.machine === machine)
    #expect(machine.position == before.0 && session.model.layers == before.1)
    try session.feed(try Feed.read("[1, 2, 3]", for: session.model))
    #expect(session.machine?.program.obstacle == nil)
  }

  @Test func anOutputThatIsGivenIsAnInput() throws {
    let (session, one) = try session("scaled")
    try session.feed(try Feed.read(one.golden, for: session.model))
    #expect(session.feed?.given.map(\.name) == ["lambda_1"])
    #expect(session.model.inputs.map(\.name) == ["picture", "lambda_1"])
    let given = try #require(session.machine)
    _ = try given.resume()
    let computed = try one.open()
    let other = Session(computed)
    try other.feed(try Feed.read("\(one.golden):x0", for: computed))
    _ = try #require(other.machine).resume()
    let numbers = try (session.outputs(all: true)?.first, other.outputs(all: true)?.first)
    #expect(numbers.0?.shape == numbers.1?.shape)
    for (a, b) in zip(numbers.0?.elements ?? [], numbers.1?.elements ?? []) {
      #expect(abs(a - b) < 1e-6)
    }
    // What is fed next is given no more.
    try session.feed(try Feed.read("\(one.golden):x0", for: session.model))
    #expect(session.model.inputs.map(\.name) == ["picture"])
    #expect(session.machine?.program.obstacle?.path == "lambda_1")
  }

  @Test func whatIsGivenEndsWhereItIsSaid() throws {
    let (session, one) = try session("scaled")
    try session.feed(try Feed.read(one.golden, for: session.model))
    try session.define(try one.layers)
    #expect(session.feed?.given == [] && session.model.outputsGiven == [])
    #expect(session.machine?.program.inputs.count == 1)
  }

  @Test func anArrayThatDoesNotFitIsRefused() throws {
    let (session, _) = try session("scaled")
    let machine = session.machine
    for text in [
      "[1, 2, 3] lambda_1=[1, 2]", "[[1, 2, 3], [1, 2, 3]] lambda_1=ones(3, 4)",
      "[1, 2, 3] dense=ones(4)",
    ] {
      #expect(throws: (any Error).self) {
        try session.feed(try Feed.read(text, for: session.model))
      }
      #expect(session.machine === machine && session.model.outputsGiven.isEmpty)
    }
    // One sample with or without its axis.
    for text in ["[1, 2, 3] lambda_1=ones(4)", "[1, 2, 3] lambda_1=ones(1, 4)"] {
      try session.feed(try Feed.read(text, for: session.model))
      #expect(session.model.outputsGiven.map(\.shape) == [[4]])
    }
  }

  @Test func noGradientComesPastWhatIsGiven() throws {
    let (session, one) = try session("scaled")
    try session.useLoss("mse")
    try session.feed(try Feed.read(one.golden, for: session.model))
    #expect(throws: InputError.self) { try session.target("ones(2, 2)", names: NoNames()) }
    try session.define(try one.layers)
    try session.target("ones(2, 2)", names: NoNames())
    #expect(session.machine?.program.gradients.count == 4)
  }
}
