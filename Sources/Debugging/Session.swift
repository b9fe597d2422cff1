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
  func take(given: [OutputGiven]) {
    guard model.outputsGiven != given else { return }
    (model, lowered, unfedRun) = (model.giving(given), nil, nil)
  }

  /// Takes the texts that are fed, by whose words lengths go.
  func take(textsOf new: Feed) {
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
      && machine?.program.counts(new.tensors.map { [$0] }) ?? true
      && machine?.program.targets.isEmpty ?? true && isKnownUniquelyReferenced(&machine)
  }

  /// The program for shapes, the last one again where they are the same; refuses inputs that the
  /// layers cannot take. Where the very first layer is one that can be said, there are the inputs alone.
  func program(for shapes: [Shape]) throws -> Program {
    if let lowered, lowered.shapes == shapes { return lowered.program }
    let program = try self.program(for: shapes, mode)
    if let obstacle = program.obstacle, program.tickCount == 0,
      obstacle.isMisfit || obstacle.remedy == nil
    {
      throw obstacle
    }
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

  // MARK: Outputs

  /// Looks at another sample of the batch.
  package func focus(_ index: Int) { sample = index }

  /// The outputs of the sample in focus, or of all with a leading axis; nil until computed.
  package func outputs(all: Bool = false) throws -> [Tensor]? {
    guard let machine, let feed, machine.program.obstacle == nil,
      machine.position.tick >= machine.program.predictionTicks
    else { return nil }
    return try machine.program.outputs.map { value in
      guard all, feed.isBatch else { return try machine.read(value, sample: sample) }
      let rows = try (0..<machine.samples).map { try machine.read(value, sample: $0) }
      return Tensor.stack(rows)?.arranged(as: machine.program.layout(of: value))
        ?? Tensor(value.shape, value.dtype, repeating: .nan)
    }
  }
}
