import Engine
import Equations
import Models
import Tensors

/// How everything is computed: the number format, training, memory.
extension Session {
  /// In which format a model is computed, and whether as in training.
  package struct Mode: Sendable, Equatable {
    /// The format that everything is computed in; nil: what the file says.
    package var precision: DType?
    /// What random numbers are made from in training; nil at inference.
    package var trainingSeed: Int?

    package init() {}
  }

  /// The format that everything is computed in; nil: what the file says.
  package var precision: DType? { mode.precision }

  /// Computes in another format from now on, nil for the file's own.
  package func compute(in precision: DType?) throws {
    var new = mode
    new.precision = precision
    try compute(as: new)
  }

  /// Computes as in training, or with nil as at inference.
  package func train(seed: Int?) throws {
    var new = mode
    new.trainingSeed = seed
    try compute(as: new)
  }

  func program(for shapes: [Shape], _ mode: Mode) throws -> Program {
    try model.program(
      for: shapes, aiming: aim,
      as: Aim.Mode(
        seed: seed(mode), precision: mode.precision, optimizer: optimizerIfAny, backend: backend))
  }

  /// What random numbers are made from; nil where layers do as at inference. What is trained is trained as fit does.
  func seed(_ mode: Mode) -> Int? { mode.trainingSeed ?? (fits && aim != nil ? 0 : nil) }

  /// Computes otherwise from now on; what was fed is fed again, and one stands at the same tick
  /// where there is one.
  package func compute(as mode: Mode) throws {
    guard mode != self.mode else { return }
    let before = (self.mode, lowered)
    (self.mode, lowered) = (mode, nil)
    guard let feed, let machine else { return }
    do {
      let program = try program(for: feed.shapes)
      let run = try run(program, of: feed)
      if machine.course?.isTrained == true { run.extend(to: machine.stepCount) }
      if program.tickCount == machine.program.tickCount {
        try run.takePosition(machine.walkPosition)
      }
      timeline = Timeline()
      checkpoints = []
      adopt(run)
    } catch {
      (self.mode, lowered) = before
      throw error
    }
  }

  /// A run of its own of what was fed, in another format.
  package func run(in precision: DType?) throws -> Machine {
    guard let feed else { throw InputError("nothing was fed to \(model.name) yet") }
    var mode = mode
    mode.precision = precision
    let program = try program(for: feed.shapes, mode)
    let run = try run(program, of: feed)
    if let machine, machine.step > 0 { try run.begin(step: machine.step, given: machine.given()) }
    return run
  }

  /// What steps of training are given: the batch that was fed, or the data set.
  func batches(of feed: Feed, _ aim: Aim) -> Batches {
    let targets = aim.targets
    guard dataBatches, let data else { return Batches(inputs: feed.tensors, targets: targets) }
    return Batches(
      inputs: data.feed.tensors, targets: targets, size: batches.size, seed: batches.seed)
  }

  /// A run of what was fed, from the states that the walk began with, in its program's format.
  func run(_ program: Program, of feed: Feed) throws -> Machine {
    if let aim, !program.targets.isEmpty {
      return try Machine(program, through: batches(of: feed, aim), budget: budget)
    }
    return try Machine(
      program, inputs: Machine.samples(of: feed.tensors), budget: budget,
      from: machine?.resumed.states, resuming: machine?.resumed.resumption ?? .statefulLayers)
  }

  /// Lets runs take another amount of memory; one that has begun goes on in it where it stands.
  package func limitMemory(to budget: MemoryBudget) throws {
    guard budget != self.budget else { return }
    let before = self.budget
    self.budget = budget
    guard let machine else { return }
    do {
      let other = try run(of: timeline.current)
      guard other.memoryUse != machine.memoryUse else { return }
      try other.takePosition(machine.walkPosition)
      adopt(other)
    } catch {
      self.budget = before
      throw error
    }
  }
}
