import Models

/// What training has made of the model.
extension Session {
  /// How many steps the weights have been trained for since the file was opened.
  package var stepsLearnt: Int {
    guard let machine, machine.course?.isTrained == true else { return settledSteps }
    return settledSteps + machine.nextStep
  }

  /// How many of them are behind this walk, so that it cannot go back through them.
  package var stepsBehind: Int { settledSteps }

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
    optimizer = optimizer?.with(learnt.optimizer)
    (lowered, unfedRun, timeline, checkpoints) = (nil, nil, Timeline(), [])
  }

  /// The weights, and what the optimizer keeps, where one stands.
  package func learnt() throws -> Learnt {
    guard let machine, machine.course != nil else { return Learnt(weights: [:], optimizer: nil) }
    return try learnt(machine)
  }

  func learnt(_ machine: Machine) throws -> Learnt {
    machine.learnt(try machine.valuesNow().map(\.tensor), by: optimizer)
  }
}
