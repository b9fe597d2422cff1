import Containers
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Testing

/// Weights of classes, as `fit` takes them: its losses and the weights after three epochs of one batch, and what it refuses.
@Suite("class_weight of fit")
struct ClassWeightTests {
  static let cases = ["k2", "k3"].flatMap { tag in
    (try? StepCase.cases(inFile: "training/classes/classes.\(tag).npz")) ?? []
  }

  @Test func bothKerasesAreThere() {
    #expect(ClassWeightTests.cases.count == 26)
    #expect(ClassWeightTests.cases.count { $0.told["refused"] != nil } == 8)
  }

  @Test(arguments: cases)
  func whatFitMakesOfThem(_ step: StepCase) throws {
    let model = try step.model()
    let text = try #require(step.told["class_weight"]?.stringValue)
    let classes = try #require(ClassWeighting(text))
    guard step.told["refused"] == nil else {
      #expect(throws: InputError.self) { try step.aim(model).weighing(classes, in: model) }
      return
    }
    let aim = try step.aim(model)
    let machine = try StepWalkTests.machine(
      model, step, aim: try aim.weighing(classes, in: model))
    machine.extend(to: 3)
    _ = try machine.resume()
    let losses = try #require(try step.tensor("loss")).elements
    #expect(zip(machine.losses, losses).allSatisfy { abs($0 - $1) <= 2e-6 * max(1, abs($1)) })
    let found = try machine.valuesNow().filter { $0.update.key == nil }
    let right = try step.variables(after: 3)
    #expect(found.count == right.count && !right.isEmpty)
    for (path, tensor) in right {
      let identity = try #require(
        model.trainableVariables.first { $0.matches(path) && $0.shape == tensor.shape }?.weight
          .identity)
      let own = try #require(
        found.first { value in
          machine.program.weights.contains {
            $0.value == value.update.given && $0.source.identity == identity
          }
        })
      #expect(
        zip(own.tensor.elements, tensor.elements).allSatisfy { abs($0 - $1) <= 5e-6 },
        "\(path): \(own.tensor.elements), not \(tensor.elements)")
    }
  }

  @Test(arguments: ["0=1 1=5", "0=1,1=5", "1 = 5, 0: 1", "{0: 1, 1: 5.0}", "{1:5,0:1}"])
  func theyAreTypedInSeveralWays(_ text: String) {
    #expect(ClassWeighting(text)?.text == "0=1 1=5")
  }

  @Test(
    "what is no weights of classes",
    arguments: [
      "", "none", "1", "0=", "=1", "0=1 0=2", "0=x", "a=1", "0=nan", "0=inf", "{0: 1", "0=1}",
      "0=1=2",
      "1.5=2",
    ])
  func nonsense(_ text: String) { #expect(ClassWeighting(text) == nil) }
}
