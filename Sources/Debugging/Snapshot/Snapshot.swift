import Equations
import Models
import Tensors

/// What a stop is: where the walk stands and why, what was executed there, and what has come out.
///
/// Whoever shows a stop, as lines, as a record or as a page, shows this; nothing of it is chosen a
/// second time.
package struct Snapshot {
  package let position: Position
  /// How many ticks the whole walk has.
  package let tickCount: Int
  /// The step of training; nil where no other one was made.
  package let step: Int?
  package let sample: Int
  /// Why it stopped; nil where nothing has moved.
  package let reason: Stop.Reason?
  /// What keeps the walk from its first equation; nil where there is one.
  package let obstacle: Obstacle?
  /// The equation just executed, or the one that is being executed; nil at the start.
  package let execution: Execution?
  /// The model's outputs by their names, at the end of the walk.
  package let outputs: [(name: String, tensor: Tensor)]
  /// The loss of the batch, once it is there.
  package let loss: Tensor?
  /// For which numbers of this run Keras ends with an error, by the layer where it does, at the end of the walk.
  package let refusals: [RefusedNumbers]
  /// The timestep that a motion has gone through to its end; nil where a stop is of one equation.
  package var card: Card?

  /// What stands at the machine's position, for the sample in focus.
  package init(_ session: Session, _ machine: Machine, _ reason: Stop.Reason? = nil) throws {
    position = machine.position
    tickCount = machine.program.tickCount
    step = machine.stepCount > 1 ? machine.step : nil
    sample = session.sample
    self.reason = reason
    obstacle = machine.program.tickCount == 0 ? machine.program.obstacle : nil
    execution = try machine.current.map { try Execution($0, in: machine, sample: session.sample) }
    loss = try machine.program.loss.flatMap { value in
      machine.isComputed(value) ? try machine.read(value, sample: session.sample) : nil
    }
    outputs = Array(zip(session.model.outputNames, try session.outputs() ?? []))
    refusals =
      try reason?.isEnd == true
      ? machine.refusals(of: [session.sample]) : []
  }
}

extension Debugger {
  /// What the stop is where the walk stands.
  package func snapshot(_ reason: Stop.Reason? = nil) throws -> Snapshot {
    let (session, machine) = try requireMachine()
    return try Snapshot(session, machine, reason)
  }

  /// What the stop is after a motion: where `next` has gone through a timestep, the whole of it.
  package func snapshot(after motion: Motion, _ reason: Stop.Reason) throws -> Snapshot {
    var snapshot = try snapshot(reason)
    guard motion == .next, reason.isArrival, snapshot.position.instruction == 0 else {
      return snapshot
    }
    snapshot.card = try card().flatMap { card in
      card.ticks.upperBound == snapshot.position.tick ? card : nil
    }
    return snapshot
  }
}

extension Stop.Reason {
  /// Whether the walk is at its end.
  fileprivate var isEnd: Bool { if case .end = self { true } else { false } }

  /// Whether the motion came to its own end, and nothing stopped it on its way.
  fileprivate var isArrival: Bool {
    switch self {
    case .arrived, .end: true
    default: false
    }
  }
}
