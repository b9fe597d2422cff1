import Engine
import Equations
import Models
import Tensors
import Terms

/// A model, what was fed to it, and the machine that walks through the prediction.
package final class Session {
  /// The model as it is by now: training leaves its weights behind.
  package internal(set) var model: Model
  /// The model as it was opened.
  package internal(set) var original: Model
  /// What was fed; while steps go through a data set, the batch of this one.
  package var feed: Feed? { dataBatches ? machine?.stepFeed ?? fed : fed }
  private var fed: Feed?
  package private(set) var machine: Machine?
  /// The sample in focus.
  package private(set) var sample = 0
  /// What was set since the last feed.
  package internal(set) var timeline = Timeline()
  /// The places to come back to, of this feed.
  package internal(set) var checkpoints: [Checkpoint] = []
  /// The frame that was chosen where one stands, by its number from the innermost one.
  var chosenFrame = Chosen<Int>()
  /// How far a listing has come where one stands.
  var listed = Chosen<Int>()
  /// How many runs were begun.
  private(set) var runs = 0
  /// The run in which other steps of training are looked at, and the walk that it belongs to.
  var visit: (standing: Standing, changes: Int, machine: Machine)?
  /// The data set that `samples` opened.
  package internal(set) var data: DataSet?
  /// Which row of the data set was fed; nil when something else was.
  package internal(set) var dataRow: Int?
  /// The equations of what was fed last: samples of a data set share them.
  var lowered: (shapes: [Shape], program: Program)?
  /// What can be looked at before anything is fed.
  var unfedRun: Unfed?
  /// How everything is computed.
  package internal(set) var mode = Mode()
  /// What is predicted is compared with it; nil: the walk ends at the outputs.
  package internal(set) var aim: Aim?
  /// Whether a target ended with what was fed before.
  var lostTarget = false
  /// The loss that counts in place of the file's.
  var lossName: String?
  /// What samples weigh by their class; nil: as they are.
  package internal(set) var classWeighting: ClassWeighting?
  /// What changes the weights, once it was asked for, and as what it was named in place of the file's.
  var optimizer: OptimizerInUse?
  package internal(set) var optimizerText: String?
  /// What Keras computes with, where its losses and optimizers differ.
  package internal(set) var backend = Backend.tensorflow
  /// How the data set is cut into batches, and whether steps go through them.
  package internal(set) var batches = BatchSetting()
  var dataBatches = false
  /// Whether layers do as in training where there is a target, though they do not in a prediction: training was begun.
  package internal(set) var fits = false
  /// How many steps have made the weights of the model what they are, before those of this walk.
  var settledSteps = 0
  /// How much memory a run may take.
  package internal(set) var budget: MemoryBudget
  /// Where the states come from that this walk begins with.
  package internal(set) var calls = CallHistory()

  /// A data set that is fed one sample at a time.
  package struct DataSet: Sendable {
    /// The file that it was read from, or the expression that gave it.
    package let path: String
    package let feed: Feed
    /// What the outputs are to be, by their numbers, of all samples; empty where the file says nothing of it.
    package let targets: [Int: Tensor]
    /// What samples weigh, by output.
    package let weights: [Int: Tensor]

    package var isFile: Bool {
      path.contains("/") || path.contains(".") && !path.contains(where: { "[(".contains($0) })
    }

    /// The file's name.
    package var name: String {
      isFile ? path.split(separator: "/").last.map(String.init) ?? path : "what is given"
    }

    package init(
      path: String, feed: Feed, targets: [Int: Tensor] = [:], weights: [Int: Tensor] = [:]
    ) {
      (self.path, self.feed, self.targets, self.weights) = (path, feed, targets, weights)
    }

    /// Reads a file of inputs, and of targets and weights where it has them; or an expression of inputs.
    package init(readingFile path: String, for model: Model) throws {
      let arrays = try Feed.arrays(inFile: path) ?? []
      self.init(
        path: path, feed: try Feed.read(path, for: model),
        targets: Aim.targets(among: arrays, of: model),
        weights: Aim.weights(among: arrays, of: model))
    }
  }

  /// What the tokens of its input stand for: the words beside the model's file, until others are named.
  package var words: Vocabulary?

  /// What stops motions, whatever is fed.
  package var breakpoints: Breakpoints? {
    didSet { attach() }
  }

  package init(_ model: Model, budget: MemoryBudget = .standard) {
    self.model = model
    original = model
    self.budget = budget
    words = Vocabulary.beside(model.origin.path)
  }

  private func attach() {
    machine?.stopping = breakpoints
    if let machine { breakpoints?.bind(to: machine) }
  }

  // MARK: Feeding

  /// Feeds a batch and stands before the first equation; on an error everything stays as it was.
  ///
  /// Stateful layers go on from the states that the last call of as many samples left.
  package func feed(_ new: Feed) throws {
    let hadTarget = aim != nil
    try settling {
      if hadTarget { (aim, lowered, fits) = (nil, nil, false) }
      take(given: new.given)
      take(textsOf: new)
      let program = try program(for: new.shapes)
      try model.refuseMisfitOfGiven(in: program)
      try model.refuseOtherBatch(of: new.samples, in: program)
      let isStateful = program.scans.contains(where: \.isStateful)
      let states = isStateful ? try lastStates(samples: new.samples) : nil
      let calls = callsAfterLast(goingOn: states != nil, samples: new.samples, isPush: false)
      try start(program, new, from: states, .statefulLayers)
      self.calls = calls
      dataRow = nil
    }
    lostTarget = lostTarget || hadTarget
  }

  func start(
    _ program: Program, _ new: Feed, from states: CarriedState?,
    _ resumption: CarriedState.Resumption
  ) throws {
    let inputs = Machine.samples(of: new.tensors)
    if isReusable(for: new), let machine {
      try machine.begin(again: inputs, from: states, resuming: resumption)
    } else {
      adopt(
        try Machine(program, inputs: inputs, budget: budget, from: states, resuming: resumption))
    }
    fed = new
    dataBatches = false
    timeline = Timeline()
    checkpoints = []
    sample = 0
    unfedRun = nil
    runs += 1
    attach()
  }

  /// Takes the outputs of layers that are fed, in place of those that were.
  private func take(given: [OutputGiven]) {
    guard model.outputsGiven != given else { return }
    (model, lowered, unfedRun) = (model.giving(given), nil, nil)
  }

  /// Takes the texts that are fed, by whose words lengths go.
  private func take(textsOf new: Feed) {
    let read = model.reading(new.tensors)
    guard read.texts != model.texts else { return }
    model = read
    if lowered?.program.countsTexts ?? true { lowered = nil }
    unfedRun = nil
  }

  /// What was fed is this; the walk through it is made elsewhere.
  func refeed(_ new: Feed) { fed = new }

  /// Walks through the steps of a run from its start.
  func begin(_ run: Machine) {
    timeline = Timeline()
    checkpoints = []
    sample = 0
    unfedRun = nil
    adopt(run)
  }

  /// Walks in another run from now on.
  func adopt(_ run: Machine) {
    noteWalk()
    machine = run
    runs += 1
    attach()
  }

  /// Whether the machine can take other inputs: it runs the same program, and nobody else looks at
  /// what it computed.
  private func isReusable(for new: Feed) -> Bool {
    feed?.shapes == new.shapes && feed?.samples == new.samples
      && machine?.program.counts(new.tensors.map(\.elements)) ?? true
      && machine?.program.targets.isEmpty ?? true && isKnownUniquelyReferenced(&machine)
  }

  /// The program for shapes, the last one again where they are the same; refuses inputs that the
  /// layers cannot take.
  func program(for shapes: [Shape]) throws -> Program {
    if let lowered, lowered.shapes == shapes { return lowered.program }
    let program = try self.program(for: shapes, mode)
    if let obstacle = program.obstacle, program.tickCount == 0 { throw obstacle }
    lowered = (shapes, program)
    return program
  }

  /// The equations that one sample will have, before anything is fed; nil where the model leaves a
  /// size open, which the input decides.
  package func expectedProgram() throws -> Program? {
    var shapes: [Shape] = []
    for input in model.inputs {
      guard let shape = input.shape, !shape.contains(nil) else { return nil }
      shapes.append(Shape(shape.compactMap { $0 }))
    }
    let program = try program(for: shapes)
    return program.countsTexts ? nil : program
  }

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

  // MARK: Samples

  /// Opens a data set and feeds its first sample.
  package func open(_ data: DataSet) throws {
    let before = self.data
    self.data = data
    do {
      // A model that keeps states for several samples at once is fed as many.
      if let size = model.statefulBatch, let batch = data.feed.first(size) {
        try feed(batch)
      } else {
        try feedSample(0)
      }
    } catch {
      self.data = before
      throw error
    }
  }

  /// Feeds one sample of the data set.
  package func feedSample(_ index: Int) throws {
    guard let data, let one = data.feed.sample(index) else { return }
    try feed(one)
    dataRow = index
  }

  /// Looks at another sample of the batch.
  package func focus(_ index: Int) { sample = index }

  // MARK: Outputs

  /// The outputs of the sample in focus, or of all with a leading axis; nil until computed.
  package func outputs(all: Bool = false) throws -> [Tensor]? {
    guard let machine, let feed, machine.program.obstacle == nil,
      machine.position.tick >= machine.program.predictionTicks
    else { return nil }
    return try machine.program.outputs.map { value in
      guard all, feed.isBatch else { return try machine.read(value, sample: sample) }
      let rows = try (0..<machine.samples).map { try machine.read(value, sample: $0) }
      return Tensor.stack(rows) ?? Tensor(value.shape, value.dtype, repeating: .nan)
    }
  }
}
