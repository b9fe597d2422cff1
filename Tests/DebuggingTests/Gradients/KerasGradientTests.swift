import Containers
import Debugging
import Equations
import Expressions
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

/// The loss and the gradients of whole models against TensorFlow's GradientTape.
@Suite struct KerasGradientTests {
  static let names = Fixtures.names(in: "gradients").filter { $0.hasSuffix(".keras") }.map {
    String($0.dropLast(6))
  }

  @Test func thereAreModels() { #expect(Self.names.count >= 14) }

  @Test(arguments: names)
  func lossAndGradients(_ name: String) throws {
    let file = Fixtures.path("gradients/\(name).npz")
    let model = try ModelFile.open(Fixtures.path("gradients/\(name).keras"))
    let session = Session(model)
    try session.feed(try Feed.read("\(file):x0", for: model))
    try session.target(file, names: NoNames())
    let machine = try #require(session.machine)
    _ = try machine.resume()
    let program = machine.program
    let arrays = try #require(try Feed.arrays(inFile: file))
    func array(_ name: String) -> Tensor? { arrays.first { $0.name == name }?.tensor }

    let last = try #require(
      program.equations.last {
        $0.frame < program.frames.count
          && program.frames[$0.frame].kind == "Loss" && program.frames[$0.frame].forward == nil
      })
    let loss = try machine.read(last.result).elements[0]
    let expected = try #require(array("loss")?.elements.first)
    #expect(abs(loss - expected) <= 1e-6 + 2e-5 * abs(expected), "loss \(loss), not \(expected)")

    let variables = model.trainableVariables
    #expect(!variables.isEmpty)
    // The file has them in the order of Keras' trainable_variables.
    let gradients = arrays.filter { $0.name?.hasSuffix(":grad") == true }
    #expect(gradients.count == variables.count)
    for (variable, own) in zip(variables, gradients) {
      let right = own.tensor
      let use = try #require(
        program.weights.first { $0.source.identity == variable.weight.identity })
      let gradient = try #require(program.gradients[use.value], "\(variable.path) has no gradient")
      let found = try machine.read(program.values[gradient])
      #expect(found.shape == right.shape)
      let scale = right.elements.map(abs).max() ?? 0
      for (a, b) in zip(found.elements, right.elements) {
        #expect(abs(a - b) <= 1e-6 + 2e-5 * scale, "\(variable.path): \(a), not \(b)")
      }
    }
  }
}
