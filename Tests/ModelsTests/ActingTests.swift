import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

/// Layers that do otherwise in training, against one step of Keras with the same draws.
@Suite("a step of every layer that does otherwise in training")
struct ActingTests {
  @Test("there are at least 60 cases of both Kerases")
  func whole() {
    for tag in ["k2", "k3"] {
      #expect(ActingCase.all.filter { $0.file.hasSuffix("\(tag).npz") }.count >= 60)
    }
  }

  @Test(arguments: ActingCase.all)
  func agrees(_ acting: ActingCase) throws {
    let model = try acting.model()
    let machine = try acting.machine(model)
    _ = try machine.resume()
    let program = machine.program
    #expect(program.obstacle == nil)
    #expect(program.frames.allSatisfy { $0.remark == nil })
    let predicted = try #require(acting.tensor("predicted"))
    for sample in 0..<machine.samples {
      let own = try machine.read(program.outputs[0], sample: sample)
      expect(own, try #require(predicted.row(sample)), "prediction of sample \(sample)")
    }
    let loss = try machine.read(try #require(program.loss))
    expect(loss, try #require(acting.tensor("loss")), "loss")
    let variables = model.trainableVariables
    let gradients = acting.tensors("grad:")
    #expect(variables.count == gradients.count)
    for (variable, right) in zip(variables, gradients) {
      let use = try #require(
        program.weights.first { $0.source.identity == variable.weight.identity })
      let gradient = try #require(program.gradients[use.value], "\(variable.path) has none")
      expect(try machine.read(program.values[gradient]), right.tensor, variable.path)
    }
    try expectMoved(acting, machine)
  }

  /// Moving means and variances after the step, and no others.
  private func expectMoved(_ acting: ActingCase, _ machine: Machine) throws {
    let program = machine.program
    var moved: [String: Value] = [:]
    for update in program.updates {
      let frame = try #require(
        program.frames.first { $0.weights.contains { $0.id == update.given } })
      let layer = frame.path.split(separator: "/").last ?? ""
      moved["\(layer)/\(program.values[update.given].name.ascii)"] = program.values[update.next]
    }
    for (path, right) in acting.tensors("after:") where path.contains("moving") {
      let name = path.split(separator: "/").suffix(2).joined(separator: "/")
      guard let value = moved.removeValue(forKey: name) else {
        // A frozen one, or one that is called with training=False.
        let isStill = acting.tensors("w").contains { $0.tensor.isSame(as: right) }
        #expect(isStill, "\(path) is not moved")
        continue
      }
      expect(try machine.read(value), right, path)
    }
    #expect(moved.isEmpty, "\(moved.keys)")
  }

  private func expect(_ own: Tensor, _ right: Tensor, _ what: String) {
    #expect(own.count == right.count, "\(what): \(own.shape), not \(right.shape)")
    let scale = right.elements.map(abs).max() ?? 0
    let isNear = zip(own.elements, right.elements).allSatisfy {
      abs($0 - $1) <= 2e-6 + 5e-5 * scale
    }
    #expect(isNear, "\(what): \(own.elements.prefix(8)), not \(right.elements.prefix(8))")
  }
}
