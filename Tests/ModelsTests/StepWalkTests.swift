import Containers
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing
import Training
import TrainingSupport

/// Five updates of every step case as a walk makes them, from the file alone: forwards, back, the optimizer, five times.
@Suite("five steps of training of every step case")
struct StepWalkTests {
  @Test(arguments: StepGradientTests.cases + StepCase.typed)
  func fiveSteps(_ step: StepCase) throws {
    let model = try step.model()
    let machine = try StepWalkTests.machine(model, step)
    machine.extend(to: 5)
    _ = try machine.resume()
    try #require(machine.step == 4)
    let losses = try #require(try step.tensor("loss")).elements
    #expect(
      zip(machine.losses, losses).allSatisfy { abs($0 - $1) <= 2e-5 * max(1, abs($1)) },
      "\(machine.losses), not \(losses)")
    let last = try StepWalkTests.variables(model, machine)
    try compare(last, step, after: 5)
    try compare(optimizer: machine, model, step, after: 5)
    // Where it was gone through before it is gone through again, to the same bits.
    #expect(try machine.enter(step: 1))
    try compare(try StepWalkTests.variables(model, machine), step, after: 1)
    _ = try machine.resume()
    let again = try StepWalkTests.variables(model, machine)
    #expect(again.allSatisfy { name, tensor in last[name]?.isIdentical(to: tensor) ?? false })
  }

  /// A walk through steps over the case's one batch, by a fresh optimizer.
  static func machine(
    _ model: Model, _ step: StepCase, aim: Aim? = nil, limit: Int? = nil
  ) throws -> Machine {
    let inputs = try step.tensors("x")
    let aim = try aim ?? step.aim(model)
    let optimization = try #require(step.compiled.optimization).get()
    let state = OptimizerState(
      fresh: optimization, weights: model.trainableVariables.map(\.shape))
    let program = try model.program(
      for: inputs.map { $0.shape.removing(0) }, aiming: aim,
      as: Aim.Mode(seed: 0, optimizer: OptimizerInUse(optimization, state)))
    return try Machine(
      program, through: Batches(inputs: inputs, targets: aim.targets),
      statesWithin: limit)
  }

  /// The variables that a step changes where the walk stands, by their identities; moving means and variances by the
  /// end of their paths as well.
  private static func variables(_ model: Model, _ machine: Machine) throws -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    for (update, tensor) in try machine.valuesNow() where update.key == nil {
      let program = machine.program
      let use = program.weights.first { $0.value == update.given }
      if let identity = use?.source.identity { result[identity] = tensor }
      let value = program.values[update.given]
      guard value.name.ascii.hasPrefix("moving"),
        let frame = program.frames.first(where: { $0.weights.contains(value) })
      else { continue }
      result["\(frame.path.split(separator: "/").last ?? "")/\(value.name.ascii)"] = tensor
    }
    return result
  }

  private func compare(
    _ found: [String: Tensor], _ step: StepCase, after steps: Int
  ) throws {
    let model = try step.model()
    let gradients = try step.gradients()
    let largest = gradients.flatMap { $0.tensor.elements.map(abs) }.max() ?? 0
    // A slope that would be 0 but for rounding, as that of an attention's key bias or of a bias before a
    // BatchNormalization, is as good as any other to Adam.
    let least = max(1e-6, 1e-5 * largest)
    let cancels = step.isNormalized || step.title.contains("Sequential")
    let isPlain =
      step.told["compile"]?["optimizer"]?["class_name"]?.stringValue == "SGD"
    for (path, right) in try step.variables(after: steps) {
      let end = path.split(separator: "/").suffix(2).joined(separator: "/")
      // What such a bias becomes is in the moving mean of later steps.
      if steps > 1, !isPlain, path.hasSuffix("moving_mean") { continue }
      if let moving = found[end] {
        #expect(
          StepWalkTests.isNear(moving.elements, right.elements),
          "after \(steps): \(path): \(moving.elements), not \(right.elements)")
        continue
      }
      let slopes = gradients.first { $0.path == path }?.tensor.elements
      let counts = right.elements.indices.filter { place in
        slopes.map { isPlain || !cancels && $0[place] == 0 || abs($0[place]) > least } ?? true
      }
      guard
        let variable = model.trainableVariables.first(where: {
          $0.matches(path) && $0.shape == right.shape
        }), let own = variable.weight.identity.flatMap({ found[$0] })
      else { continue }
      #expect(
        StepWalkTests.isNear(
          counts.map { own.elements[$0] }, counts.map { right.elements[$0] }),
        "after \(steps): \(path): \(own.elements.prefix(6)), not \(right.elements.prefix(6))")
    }
  }

  private func compare(
    optimizer machine: Machine, _ model: Model, _ step: StepCase, after steps: Int
  ) throws {
    let optimization = try #require(step.compiled.optimization).get()
    let shapes = model.trainableVariables.map(\.shape)
    let values = try machine.valuesNow()
    let kept = Dictionary(
      uniqueKeysWithValues: values.compactMap { value in
        value.update.key.map { ($0, value.tensor) }
      })
    let state = OptimizerState(fresh: optimization, weights: shapes).with(kept, of: optimization)
    let arrays = try step.optimizer(after: steps)
    for (meaning, array) in zip(
      try optimization.arrays(arrays.map(\.shape), weights: shapes), arrays)
    {
      switch meaning {
      case .iterations: #expect(Double(state.iterations) == array.elements[0])
      case .slot(let slot, let weight):
        guard let own = state.slots[weight][slot] else { continue }
        #expect(
          StepWalkTests.isNear(own.elements, array.elements),
          "\(slot.key) of \(weight): \(own.elements.prefix(6)), not \(array.elements.prefix(6))")
      case .shared(let slot):
        #expect(StepWalkTests.isNear(state.shared[slot]?.elements ?? [], array.elements))
      case .rate, .unused: break
      }
    }
  }

  /// Five steps round five times, and where an optimizer divides by the size of a slope, small slopes count as much as
  /// large ones.
  private static func isNear(_ found: [Double], _ right: [Double]) -> Bool {
    let scale = right.map(abs).max() ?? 0
    return found.count == right.count
      && zip(found, right).allSatisfy { abs($0 - $1) <= 2e-6 + 1e-4 * scale }
  }
}
