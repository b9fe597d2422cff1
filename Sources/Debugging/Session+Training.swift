import Equations
import Models
import Tensors
import Terms
import Training

/// Training: steps of what fit does, one batch each.
extension Session {
  /// How many samples a batch has, and how they are ordered.
  package struct BatchSetting: Sendable, Equatable {
    package var size = 32
    /// What the order of an epoch is drawn from; nil: the data's own.
    package var seed: Int?

    package init(size: Int = 32, seed: Int? = nil) { (self.size, self.seed) = (size, seed) }
  }

  // MARK: The optimizer

  /// What changes the weights: what was named, or the file's as it was left; throws why there is none.
  package func requireOptimizer() throws -> OptimizerInUse {
    if let optimizer { return optimizer }
    guard let saved = try original.optimizerInUse() else {
      throw InputError(
        "\(model.name) was saved without an optimizer",
        hint: "Say which one changes the weights: set optimizer adam(lr=0.001), say.")
    }
    optimizer = saved
    return saved
  }

  /// The same, or nil: then the walk ends behind the gradients.
  var optimizerIfAny: OptimizerInUse? { try? requireOptimizer() }

  /// Takes an optimizer of a name in place of the file's; nil: the file's as it was left.
  package func useOptimizer(_ text: String?) throws {
    guard text != optimizerText else { return }
    let before = (optimizer, optimizerText)
    optimizer = try text.map(model.optimizer(named:))
    optimizerText = text
    do {
      try retarget()
    } catch {
      (optimizer, optimizerText) = before
      throw error
    }
  }

  /// Trains as Keras does on another backend from now on.
  package func useBackend(_ new: Backend) throws {
    guard new != backend else { return }
    let before = backend
    backend = new
    do {
      try retarget()
    } catch {
      backend = before
      throw error
    }
  }

  /// Takes batches of another size or order from now on.
  package func useBatches(_ new: BatchSetting) throws {
    guard new != batches else { return }
    let before = batches
    batches = new
    do {
      if isOnData { try walkThroughData() }
    } catch {
      batches = before
      throw error
    }
  }

  // MARK: Steps

  /// Whether the steps go through a data set, not over one batch that was fed.
  package var isOnData: Bool { dataBatches && machine?.course != nil }

  /// Goes through steps to the end of the last of them, or to the first reason to stop.
  ///
  /// Where one stands inside a step, its end counts as one.
  package func train(_ count: Int) throws -> Stop {
    let machine = try requireTraining()
    let first = machine.isAtEnd ? machine.step + 1 : machine.step
    let (last, overflow) = first.addingReportingOverflow(max(count, 1))
    guard !overflow else { throw InputError("there are no \(count) steps") }
    machine.extend(to: last)
    return try machine.train(toEndOf: last - 1)
  }

  /// Goes back to the end of the step that lies so many before.
  package func untrain(_ count: Int) throws -> Stop {
    let machine = try requireTraining()
    let here = machine.isAtEnd ? machine.step : machine.step - 1
    return try machine.untrain(toEndOf: max(here - max(count, 1), -1))
  }

  /// How many steps there still are to the end of an epoch, or of several.
  package func steps(ofEpochs count: Int) throws -> Int {
    let machine = try requireTraining()
    let perEpoch = machine.course?.batches.stepsPerEpoch ?? 1
    let next = machine.isAtEnd ? machine.step + 1 : machine.step
    let (steps, overflow) = count.multipliedReportingOverflow(by: perEpoch)
    guard !overflow else { throw InputError("there are no \(count) epochs") }
    return steps - next % perEpoch
  }

  /// The machine, walking through steps; throws what is missing for that.
  package func requireTraining() throws -> Machine {
    _ = try requireOptimizer()
    if aim == nil || !dataBatches && dataRow != nil, data?.targets.isEmpty == false {
      try walkThroughData()
    }
    guard let machine, aim != nil else {
      throw InputError(
        "there is no target, so nothing can be trained",
        hint: machine == nil
          ? "feed and target give one batch; samples FILE.npz with x0 and y0 a data set."
          : "target VALUE gives one for what was fed.")
    }
    if mode.trainingSeed == nil, !fits, model.trainingDifference(isTraining: false) != nil {
      fits = true
      do {
        if dataBatches { try walkThroughData() } else { try retarget() }
      } catch {
        fits = false
        throw error
      }
      return try requireTraining()
    }
    guard !machine.program.scans.contains(where: \.isStateful) else {
      throw InputError(
        "a layer is stateful: in fit its states go on from batch to batch, which is not computed",
        hint: "Save the model with stateful=False to train it.")
    }
    guard machine.course != nil else {
      throw InputError(
        "no weight is trained: every layer is frozen, or no loss depends on one",
        hint: "summary tells what is frozen.")
    }
    return machine
  }

  /// Begins to go through the data set, batch by batch.
  private func walkThroughData() throws {
    guard let data else { return }
    try settling {
      let aim = try Aim(
        data.targets, for: model, try outputShapes(data.feed.shapes), samples: data.feed.samples,
        loss: lossName, weights: data.weights)
      (self.aim, lowered, dataRow, dataBatches) = (aim, nil, nil, true)
      let program = try program(for: data.feed.shapes)
      begin(try Machine(program, through: batches(of: data.feed, aim), budget: budget))
    }
  }

  private func outputShapes(_ shapes: [Shape]) throws -> [Shape] {
    let program = try model.program(for: shapes)
    if let obstacle = program.obstacle { throw obstacle }
    return program.outputs.map(\.shape)
  }

  // MARK: What was learnt

  /// How many steps the weights have been trained for since the file was opened.
  package var stepsLearnt: Int {
    guard let machine, machine.course?.isTrained == true else { return settledSteps }
    return settledSteps + machine.step + (machine.isAtEnd ? 1 : 0)
  }

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
    if let optimizer, let state = learnt.optimizer {
      self.optimizer = OptimizerInUse(optimizer.optimization, state)
    }
    (lowered, unfedRun, timeline, checkpoints) = (nil, nil, Timeline(), [])
  }

  /// The weights, and what the optimizer keeps, where one stands.
  package func learnt() throws -> Learnt {
    guard let machine, machine.course != nil else { return Learnt(weights: [:], optimizer: nil) }
    return try learnt(machine)
  }

  /// Writes the model as its weights are now, those that were set too; gives what is not kept.
  package func save(to path: String) throws -> [String] {
    var weights: [String: Tensor] = [:]
    var state = stepsLearnt > 0 ? optimizer?.state : nil
    for variable in model.allVariables {
      if let source = variable.weight as? ConstantArray, let identity = source.identity {
        weights[identity] = source.tensor
      }
    }
    if let machine {
      for use in machine.program.weights {
        guard let identity = use.source.identity else { continue }
        weights[identity] = try machine.read(machine.program.values[use.value])
      }
      if machine.course?.isTrained == true || machine.isAtEnd {
        let learnt = try learnt(machine)
        weights.merge(learnt.weights) { $1 }
        state = learnt.optimizer ?? state
      }
    }
    var copy = ModelCopy(
      original, Learnt(weights: weights, optimizer: state), by: optimizer?.optimization)
    try copy.write(to: path)
    return copy.remarks
  }

  /// All variables by their paths, as they are where one stands.
  package func variablesNow() throws -> [NamedTensor] {
    let weights = try learnt().weights
    return try model.allVariables.map { variable in
      let own = variable.weight.identity.flatMap { weights[$0] }
      return NamedTensor(variable.path, try own ?? variable.numbers())
    }
  }

  private func learnt(_ machine: Machine) throws -> Learnt {
    var numbers: [Int: Tensor] = [:]
    var kept: [String: Tensor] = [:]
    for (update, tensor) in try machine.valuesNow() {
      if let key = update.key { kept[key] = tensor } else { numbers[update.given] = tensor }
    }
    var weights: [String: Tensor] = [:]
    for use in machine.program.weights {
      guard let identity = use.source.identity, let tensor = numbers[use.value] else { continue }
      weights[identity] = tensor
    }
    let state = optimizer.map { $0.state.with(kept, of: $0.optimization) }
    return Learnt(weights: weights, optimizer: state)
  }

  /// Goes back to the weights of the file, and to its optimizer as it was left.
  package func forgetTraining() throws {
    machine?.course?.isTrained = false
    (model, optimizer, settledSteps) = (original, nil, 0)
    (lowered, unfedRun) = (nil, nil)
    if let text = optimizerText { optimizer = try model.optimizer(named: text) }
    guard let feed, machine != nil else { return }
    if aim != nil {
      try retarget()
    } else {
      begin(try run(try program(for: feed.shapes), of: feed))
    }
  }

  /// Another run of the same steps that stands at the end of one of them.
  package func run(inStep step: Int) throws -> Machine {
    let other: Machine
    if let visit, visit.standing.run == runs, visit.standing.branch == timeline.current,
      visit.changes == timeline.branches.count
    {
      other = visit.machine
    } else {
      other = try run(of: timeline.current)
      visit = (standing, timeline.branches.count, other)
    }
    other.extend(to: step + 1)
    guard try other.enter(step: step), try other.compute(to: other.program.tickCount) else {
      throw InputError("interrupted on the way to step \(step)")
    }
    other.position = Position(other.program.tickCount)
    return other
  }
}
