import Equations
import Models
import Tensors
import Terms
import Training

/// What training has made of the model.
extension Session {
  /// How many steps the weights have been trained for since the file was opened.
  package var stepsLearnt: Int {
    guard let machine, machine.course?.isTrained == true else { return settledSteps }
    return settledSteps + machine.step + (machine.isAtEnd ? 1 : 0)
  }

  /// Whether all steps that the weights were trained for are those of this walk.
  package var isLearntHere: Bool { settledSteps == 0 }

  /// Does what goes on from the weights that training has made; when it throws, everything is as before.
  func settling<Result>(_ work: () throws -> Result) throws -> Result {
    let before = (model, optimizer, settledSteps, timeline, checkpoints)
    let walk = (aim, lowered, dataRow, dataBatches, fits)
    do {
      try settle()
      return try work()
    } catch {
      (model, optimizer, settledSteps, timeline, checkpoints) = before
      (aim, lowered, dataRow, dataBatches, fits) = walk
      throw error
    }
  }

  /// Makes what training has left the weights of the model.
  private func settle() throws {
    guard let machine, machine.course?.isTrained == true else { return }
    let learnt = try self.learnt(machine)
    settledSteps = stepsLearnt
    model = model.with(learnt.weights)
    if let optimizer, let state = learnt.optimizer {
      self.optimizer = OptimizerInUse(optimizer.optimization, state)
    }
    (lowered, unfedRun, timeline, checkpoints) = (nil, nil, Timeline(), [])
  }

  /// The weights, and what the optimizer keeps, where one stands.
  package func learnt() throws -> Learnt {
    guard let machine, machine.course != nil else { return Learnt(weights: [:], optimizer: nil) }
    return try learnt(machine)
  }

  /// Writes the model as its weights are now, those that were set too; gives what is not kept.
  package func save(to path: String) throws -> [String] {
    var weights: [String: Tensor] = [:]
    var state = stepsLearnt > 0 ? optimizer?.state : nil
    for variable in model.allVariables {
      if let source = variable.weight as? ConstantArray, let identity = source.identity {
        weights[identity] = source.tensor
      }
    }
    if let machine {
      for use in machine.program.weights {
        guard let identity = use.source.identity else { continue }
        weights[identity] = try machine.read(machine.program.values[use.value])
      }
      if machine.course?.isTrained == true || machine.isAtEnd {
        let learnt = try learnt(machine)
        weights.merge(learnt.weights) { $1 }
        state = learnt.optimizer ?? state
      }
    }
    var copy = ModelCopy(
      original, Learnt(weights: weights, optimizer: state), by: optimizer?.optimization)
    try copy.write(to: path)
    return copy.remarks
  }

  /// All variables by their paths, as they are where one stands.
  package func variablesNow() throws -> [NamedTensor] {
    let weights = try learnt().weights
    return try model.allVariables.map { variable in
      let own = variable.weight.identity.flatMap { weights[$0] }
      return NamedTensor(variable.path, try own ?? variable.numbers())
    }
  }

  private func learnt(_ machine: Machine) throws -> Learnt {
    var numbers: [Int: Tensor] = [:]
    var kept: [String: Tensor] = [:]
    for (update, tensor) in try machine.valuesNow() {
      if let key = update.key { kept[key] = tensor } else { numbers[update.given] = tensor }
    }
    var weights: [String: Tensor] = [:]
    for use in machine.program.weights {
      guard let identity = use.source.identity, let tensor = numbers[use.value] else { continue }
      weights[identity] = tensor
    }
    let state = optimizer.map { $0.state.with(kept, of: $0.optimization) }
    return Learnt(weights: weights, optimizer: state)
  }

  /// Goes back to the weights of the file, and to its optimizer as it was left.
  package func forgetTraining() throws {
    machine?.course?.isTrained = false
    (model, optimizer, settledSteps) = (original, nil, 0)
    (lowered, unfedRun) = (nil, nil)
    if let text = optimizerText { optimizer = try model.optimizer(named: text) }
    guard let feed, machine != nil else { return }
    if aim != nil {
      try retarget()
    } else {
      begin(try run(try program(for: feed.shapes), of: feed))
    }
  }
}
