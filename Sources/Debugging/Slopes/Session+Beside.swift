import Equations
import Models
import Tensors

/// Runs beside the walk, which asks something of it and is forgotten.
extension Session {
  /// The equations of what was fed up to the gradients of its target, without any optimizer; `then` writes what comes
  /// behind them.
  func programBeside(
    in precision: DType?, then: (_ eq: Equations) throws -> Void = { _ in }
  ) throws -> Program {
    try model.program(
      for: feed?.shapes ?? [], aiming: aim,
      as: Aim.Mode(seed: seed(mode), precision: precision, backend: backend), then: then)
  }

  /// A run of equations that begin as those of the walk do: what it is fed in the step where one stands, with the weights
  /// of that step and with what was set in it, as far as that `counts`. It stands where the last of it was set.
  func runBeside(
    _ program: Program, targets more: [[Tensor]] = [],
    counts: (Timeline.Change) -> Bool = { _ in true }
  ) throws -> Machine {
    guard let feed, let machine else {
      throw InputError("nothing is fed, so nothing is computed", hint: "feed comes first.")
    }
    let run = try Machine(
      program, inputs: Machine.samples(of: feed.tensors), targets: machine.targets + more,
      budget: budget, from: machine.resumed.states, resuming: machine.resumed.resumption)
    if machine.step > 0 {
      for (update, tensor) in zip(machine.program.updates, try machine.given())
      where update.key == nil {
        _ = try run.edit(program.values[update.given], to: tensor)
      }
      // What is drawn is another thing in every step.
      for value in program.draws.map({ program.values[$0.value] }) {
        for sample in 0..<run.samples {
          _ = try run.edit(value, sample: sample, to: try machine.read(value, sample: sample))
        }
      }
    }
    for change in timeline.changes(to: timeline.current)
    where change.position.step == machine.step && counts(change) {
      try run.takePosition(change.position.position)
      _ = try run.edit(change.value, at: change.steps, sample: change.sample, to: change.new)
    }
    return run
  }
}
