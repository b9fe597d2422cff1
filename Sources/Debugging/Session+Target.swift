import Equations
import Expressions
import Models
import Tensors
import Terms

/// Targets: with them the walk goes on behind the outputs, through the loss and back to the weights.
extension Session {
  /// Compares what is predicted with targets from now on, for as long as nothing else is fed. One stands where one stood.
  package func target(_ text: String, names: some Environment) throws {
    let (outputs, samples) = try predicted()
    let aim = try Aim(text, for: model, outputs, samples: samples, loss: lossName, names: names)
    try take(try aim.weighing(classWeighting, in: model))
  }

  /// Compares with what the data set says of the sample that is fed from it; false where it says nothing.
  package func targetOfData() throws -> Bool {
    guard let data, let row = dataRow, !data.targets.isEmpty else { return false }
    let (outputs, samples) = try predicted()
    func own(_ all: [Int: Tensor]) -> [Int: Tensor] {
      all.compactMapValues { array in
        array.row(row).flatMap { $0.reshaped($0.shape.inserting(1, at: 0)) }
      }
    }
    let aim = try Aim(
      own(data.targets), for: model, outputs, samples: samples, loss: lossName,
      weights: own(data.weights))
    try take(try aim.weighing(classWeighting, in: model))
    return true
  }

  /// The same where no target counts yet. For a model without a loss, what stands beside the inputs is what Keras predicted.
  package func takeOwnTarget() throws -> Bool {
    guard aim == nil, model.hasLoss else { return false }
    return try targetOfData()
  }

  /// Whether a target ended with what was fed before, since this was asked last.
  package func takeLostTarget() -> Bool {
    defer { lostTarget = false }
    return lostTarget
  }

  /// Ends the walk at the outputs again.
  package func forgetTarget() throws { try take(nil) }

  /// The shapes of the outputs of one sample, and how many samples are fed.
  func predicted() throws -> ([Shape], Int) {
    guard let feed, let machine else {
      throw InputError(
        "nothing is fed, so nothing is predicted that a target could be compared with",
        hint: "feed comes first.")
    }
    if let obstacle = machine.program.obstacle { throw obstacle }
    return (machine.program.outputs.map(\.shape), feed.samples)
  }

  /// Computes what stands behind the outputs anew.
  func retarget(_ change: () -> Void = {}) throws {
    if aim != nil { try take(aim, change) } else { change() }
  }

  /// Takes an aim; `change` is done once what was trained has become the weights.
  func take(_ new: Aim?, _ change: () -> Void = {}) throws {
    guard let feed, let machine else { return change() }
    // What was trained leaves its states as it leaves its weights.
    let goesOn = machine.isStateful && machine.course?.isTrained == true
    let states = try goesOn ? lastStates(samples: machine.samples) : nil
    try settling {
      change()
      aim = new
      lowered = nil
      let program = try program(for: feed.shapes)
      let run = try run(
        program, of: feed, from: states.map { CarriedState.Beginning(states: $0) })
      for change in timeline.changes(to: timeline.current)
      where change.position.position.tick <= program.tickCount {
        try run.takePosition(change.position.position)
        _ = try run.edit(change.value, at: change.steps, sample: change.sample, to: change.new)
      }
      let isHere = machine.position.tick <= program.predictionTicks
      try run.takePosition(isHere ? machine.position : Position(program.predictionTicks))
      adopt(run)
    }
  }
}
