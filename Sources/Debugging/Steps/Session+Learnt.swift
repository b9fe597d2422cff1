import Equations
import Models
import Tensors

/// What training has made of the model.
extension Session {
  /// How many steps the weights have been trained for since the file was opened.
  package var stepsLearnt: Int {
    guard let machine, machine.course?.isTrained == true else { return settledSteps }
    return settledSteps + machine.nextStep
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

  func learnt(_ machine: Machine) throws -> Learnt {
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

}
