import Equations
import Models
import Tensors
import Terms

/// Runs beside the walk, which asks something of it and is forgotten.
extension Session {
  /// The equations of what was fed up to the gradients of its target, without any optimizer; `then` writes what comes
  /// behind them.
  func programBeside(
    in precision: DType?, then: (_ eq: Equations) throws -> Void = { _ in }
  ) throws -> Program {
    var aiming = Aim.Mode(seed: seed(mode), precision: precision, backend: backend)
    aiming.changesWeights = machine?.hasUpdate ?? false
    return try model.program(for: feed?.shapes ?? [], aiming: aim, as: aiming, then: then)
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
      budget: budget, from: machine.resumed.states, resuming: machine.resumed.loops)
    if machine.step > 0 {
      for (update, tensor) in zip(machine.program.updates, try machine.given())
      where update.key == nil {
        guard let value = twin(of: update.given, in: program) else { throw otherEquations }
        _ = try run.edit(value, to: tensor)
      }
      // What is drawn is another thing in every step.
      for value in program.draws.map({ program.values[$0.value] }) {
        guard twin(of: value.id, in: machine.program)?.id == value.id else { throw otherEquations }
        for sample in 0..<run.samples {
          _ = try run.edit(value, sample: sample, to: try machine.read(value, sample: sample))
        }
      }
    }
    for change in timeline.changes(to: timeline.current)
    where change.position.step == machine.step && counts(change) {
      guard let value = twin(of: change.value.id, in: program) else { throw otherEquations }
      try run.takePosition(change.position.position)
      _ = try run.edit(value, at: change.steps, sample: change.sample, to: change.new)
    }
    return run
  }

  /// What is in another program what a value of the walk's is: of its number, or of the same weight; nil where there is none.
  ///
  /// In another precision the equations may be others, for nothing is brought to half precision there.
  private func twin(of id: Int, in program: Program) -> Value? {
    guard let own = machine?.program, own.values.indices.contains(id) else { return nil }
    let value = own.values[id]
    if let identity = own.weights.first(where: { $0.value == id })?.source.identity {
      let use = program.weights.first { $0.source.identity == identity }
      return use.map { program.values[$0.value] }
    }
    guard program.values.indices.contains(id) else { return nil }
    let other = program.values[id]
    return other.name == value.name && other.shape == value.shape && other.scope == value.scope
      ? other : nil
  }

  private var otherEquations: InputError {
    InputError(
      "what was set or trained here has no place in the same equations in double precision, which has no half precision to go through",
      hint: "train -d or feed begins anew, where it can be computed.")
  }
}
