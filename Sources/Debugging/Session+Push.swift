import Engine
import Equations
import Models
import Tensors

/// Inputs that come one timestep at a time.
extension Session {
  /// Feeds one timestep to a recurrent model, its states carried on from what came before.
  package func push(_ row: Tensor) throws {
    guard let input = model.inputs.first, model.ownInputs.count == 1 else {
      throw InputError(
        "push takes a model of one input; \(model.name) has \(model.ownInputs.count)")
    }
    guard let shape = input.shape, shape.count >= 2 else {
      throw InputError(
        "push gives a recurrent model one timestep, but \(model.name) takes \(input.shapeText)",
        hint: "Use feed.")
    }
    guard row.shape.rank == shape.count - 1,
      zip(shape.dropFirst(), row.shape.dims).allSatisfy({ $0 == nil || $0 == $1 })
    else {
      let one = shape.dropFirst().map { $0.map(String.init) ?? "None" }.joined(separator: ", ")
      throw InputError("one timestep is (\(one)), but what is pushed is \(row.shape)")
    }
    guard let lifted = row.cast(to: input.dtype).reshaped(Shape([1, 1] + row.shape.dims)) else {
      return
    }
    let (hadTarget, walked) = (aim != nil, machine)
    do {
      try settling {
        if hadTarget { try forgetTarget() }
        try push(Feed(tensors: [lifted], samples: 1, isBatch: false))
      }
    } catch {
      if hadTarget, let walked { adopt(walked) }
      throw error
    }
    lostTarget = lostTarget || hadTarget
  }

  private func push(_ new: Feed) throws {
    take(given: [])
    take(textsOf: new)
    let program = try program(for: new.shapes)
    if let obstacle = program.obstacle {
      throw InputError("the model cannot be given one timestep at a time: \(obstacle)")
    }
    try model.refuseOtherBatch(of: 1, in: program)
    guard !program.scans.isEmpty else {
      throw InputError("\(model.name) has no recurrent layer that could carry a state on")
    }
    guard !program.scans.contains(where: { $0.sequences.contains(where: \.isReversed) }) else {
      throw InputError(
        "a layer reads the sequence from its end, so it cannot be given one timestep at a time",
        hint: "Use feed with the whole sequence.")
    }
    let states = try lastStates(samples: 1)
    let calls = callsAfterLast(goingOn: states != nil, samples: 1, isPush: true)
    try start(program, new, from: states, .everything)
    self.calls = calls
    dataRow = nil
  }
}
