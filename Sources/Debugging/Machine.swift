import Engine
import Equations
import Models
import Tensors
import Terms

/// One run of a program on inputs: forwards, backwards, to any tick.
///
/// Synchronous. When a motion throws, because a weight cannot be read, the position is as before.
package final class Machine {
  package let program: Program
  /// How many samples are computed side by side.
  package var samples: Int { engine.memory.samples }
  /// Which step of training it is in, from 0 on.
  package internal(set) var step = 0
  /// The steps that it goes through; nil where nothing is trained.
  let course: Course?
  package internal(set) var position = Position.start
  /// How many motions were made.
  var motions = 0
  /// How many ticks are computed; never below the position's.
  package internal(set) var frontier = 0
  /// The frontier as others may look at it while it moves.
  package let reached = Reached()

  /// How far the frontier was when the files of the weights were last seen to be as they were opened.
  var verified = 0

  /// Asked on the way of a motion, save one that goes to a place directly, whether to stop.
  ///
  /// Without one, motions below the frontier take no time.
  package var stopping: (any Stopping)?

  /// What is given beside the inputs, by sample.
  private(set) var targets: [[Tensor]]
  private(set) var engine: Engine
  /// The engine of the other number of samples that steps have.
  private var spare: Engine?
  let budget: MemoryBudget
  /// A run that stands in the step of training before, once it was asked for.
  var follower: Machine?
  let writers: Writers
  let runs: Runs
  let loops: [Loop]
  /// What a frame's names stand for, by frame.
  let scopes: FrameScopes
  /// The gates of the program's loops, by the ids of their values.
  package private(set) lazy var gates: [Int: Gate] = program.gates
  var cursor = Cursor()
  /// What was set inside loops of which only some timesteps are in memory, in order: to be set
  /// again whenever those are computed again.
  var settings: [Setting] = []
  /// Loops that start from states carried over: the values, each with its numbers by sample.
  package private(set) var carriedOver: [Int: [(value: Value, states: [Tensor])]]
  /// The states of an earlier run that the walk was to go on from, and by which loops.
  package private(set) var beginning: CarriedState.Beginning
  /// The same of the step at hand: in training those that the step before left in stateful layers.
  private(set) var resumed: CarriedState.Beginning

  /// Readies a run; `inputs[i][s]` is input i of the program for sample s, and so are targets.
  ///
  /// With `carried`, loops go on from the states of an earlier run: all of them, or those of
  /// stateful layers.
  package init(
    _ program: Program, inputs: [[Tensor]], targets: [[Tensor]] = [],
    budget: MemoryBudget = .standard, from carried: CarriedState? = nil,
    resuming: CarriedState.Resumption = .statefulLayers, through batches: Batches? = nil,
    statesWithin limit: Int? = nil
  ) throws {
    let samples = try Machine.sampleCount(inputs, of: program)
    self.program = program
    self.targets = targets
    self.budget = budget
    course =
      program.updates.isEmpty
      ? nil : batches.map { Course(program, $0, limit: limit ?? Course.limit(in: budget)) }
    carriedOver = try carried?.values(for: program, samples: samples, resuming) ?? [:]
    beginning = CarriedState.Beginning(states: carried, by: resuming)
    resumed = beginning
    engine = try Engine(program, samples: samples, budget: budget)
    writers = Writers(program)
    runs = Runs(program)
    loops = program.scans.map { Loop($0, program) }
    scopes = FrameScopes(program)
    engine.memory.bringIn = { [weak self] in try self?.bringIn($0, segment: $1) }
    try begin(inputs)
    try course?.keep(state, before: 0)
  }

  /// Readies a run through steps of training, each of which is given rows of a data set.
  package convenience init(
    _ program: Program, through batches: Batches, budget: MemoryBudget = .standard,
    from beginning: CarriedState.Beginning? = nil, statesWithin limit: Int? = nil
  ) throws {
    let rows = batches.rows(of: 0)
    try self.init(
      program, inputs: Batches.samples(rows, of: batches.inputs),
      targets: Batches.samples(rows, of: batches.targets), budget: budget,
      from: beginning?.states, resuming: beginning?.loops ?? .statefulLayers, through: batches,
      statesWithin: limit)
  }

  /// Takes other inputs, as many samples of them, and stands at the start as a new machine would;
  /// nothing of the run before is left. When it throws because of the inputs, all is as before.
  func begin(
    again inputs: [[Tensor]], from carried: CarriedState?, resuming: CarriedState.Resumption
  ) throws {
    let count = try Machine.sampleCount(inputs, of: program)
    guard count == samples else { throw MachineError.sampleCounts([samples, count]) }
    carriedOver = try carried?.values(for: program, samples: samples, resuming) ?? [:]
    beginning = CarriedState.Beginning(states: carried, by: resuming)
    resumed = beginning
    engine.restoreWeights()
    follower = nil
    position = .start
    lower(to: 0)
    cursor = Cursor()
    try begin(inputs)
  }

  /// Lets stateful layers go on from states in the step that is begun next.
  func goOn(from beginning: CarriedState.Beginning) throws {
    carriedOver =
      try beginning.states?.values(for: program, samples: samples, beginning.loops) ?? [:]
    resumed = beginning
  }

  /// Gives a step its rows.
  func beginStep(_ rows: [Int]) throws {
    guard let batches = course?.batches else { return }
    targets = Batches.samples(rows, of: batches.targets)
    try begin(Batches.samples(rows, of: batches.inputs))
  }

  /// Goes on with another number of samples, under the same weights.
  func change(samples: Int) throws {
    let known = spare.flatMap { $0.memory.samples == samples ? $0 : nil }
    let other = try known ?? Engine(program, samples: samples, budget: budget)
    other.memory.bringIn = { [weak self] in try self?.bringIn($0, segment: $1) }
    other.takeWeights(of: engine)
    (engine, spare) = (other, engine)
    stopping?.forget(self)
  }

  private func begin(_ inputs: [[Tensor]]) throws {
    try refuseOtherKinds(inputs)
    for (value, tensors) in zip(program.inputs + program.targets, inputs + targets) {
      for (sample, tensor) in tensors.enumerated() {
        try engine.memory.write(tensor, to: value, sample: sample)
      }
    }
    for draw in program.draws {
      let value = program.values[draw.value]
      for sample in 0..<samples {
        let numbers = draw.numbers(value.shape.count, sample: sample, step: step)
        try engine.memory.write(
          Tensor(value.shape, value.dtype, numbers), to: value, sample: sample)
      }
    }
    if program.tickCount == 0 { cursor = try settled(cursor) }
  }

  /// Refuses text where numbers are read and the other way round, and texts for which the program is not.
  private func refuseOtherKinds(_ inputs: [[Tensor]]) throws(MachineError) {
    for (value, tensors) in zip(program.inputs, inputs) {
      for tensor in tensors where (tensor.dtype == .string) != (value.dtype == .string) {
        throw .kind(value.name, isText: value.dtype == .string)
      }
    }
    guard program.counts(inputs) else { throw .otherTexts }
  }

  /// The inputs of N samples out of arrays (N, …), for `init`.
  package static func samples(of stacked: [Tensor]) -> [[Tensor]] {
    stacked.map { tensor in
      (0..<(tensor.shape.dims.first ?? 0)).compactMap { tensor.row($0) }
    }
  }

  private static func sampleCount(
    _ inputs: [[Tensor]], of program: Program
  ) throws(MachineError) -> Int {
    guard inputs.count == program.inputs.count else {
      throw .inputCount(expected: program.inputs.count, given: inputs.count)
    }
    let counts = inputs.map(\.count)
    guard let count = counts.first, count > 0, counts.allSatisfy({ $0 == count }) else {
      throw .sampleCounts(counts)
    }
    for (value, tensors) in zip(program.inputs, inputs) {
      for tensor in tensors where tensor.shape != value.shape {
        throw .shape(value.name, expected: value.shape, given: tensor.shape)
      }
    }
    return count
  }

  // MARK: Where it stands

  /// The equation just executed, or the one that `stepi` is in; nil at the start.
  package var current: Moment? { program.moment(position.reach) }

  /// The equation that runs next, or goes on; nil at the end.
  package var next: Moment? { program.moment(position.tick + 1) }

  /// The instruction just executed inside an equation; nil between equations.
  package var currentInstruction: Int? {
    guard position.instruction > 0, let current else { return nil }
    let instructions = program.equations[current.equation].instructions
    let place = position.instruction - 1
    return instructions.indices.contains(place) ? instructions[place] : nil
  }
}
