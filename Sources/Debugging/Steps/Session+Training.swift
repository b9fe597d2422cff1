import Containers
import Equations
import Models
import Tensors
import Terms

/// Training: steps of what fit does, one batch each.
extension Session {
  /// Whether the steps go through a data set, not over one batch that was fed.
  package var isOnData: Bool { dataBatches && machine?.course != nil }

  /// Goes through steps to the end of the last of them, or to the first reason to stop.
  ///
  /// Where one stands inside a step, its end counts as one.
  package func train(_ count: Int) throws -> Stop {
    let machine = try requireTraining()
    let (last, overflow) = machine.nextStep.addingReportingOverflow(max(count, 1))
    guard !overflow else { throw InputError("there are no \(count) steps") }
    machine.extend(to: last)
    return try machine.train(toEndOf: last - 1)
  }

  /// Goes back to the end of the step that lies so many before.
  package func untrain(_ count: Int) throws -> Stop {
    let machine = try requireTraining()
    return try machine.untrain(toEndOf: max(machine.nextStep - 1 - max(count, 1), -1))
  }

  /// How many steps there still are to the end of an epoch, or of several.
  package func steps(ofEpochs count: Int) throws -> Int {
    let machine = try requireTraining()
    let perEpoch = machine.course?.batches.stepsPerEpoch ?? 1
    let (steps, overflow) = count.multipliedReportingOverflow(by: perEpoch)
    guard !overflow else { throw InputError("there are no \(count) epochs") }
    return steps - machine.nextStep % perEpoch
  }

  /// The machine, walking through steps; throws what is missing for that.
  package func requireTraining() throws -> Machine {
    _ = try requireOptimizer()
    // What was fed by hand behind the data set's samples is trained on, or lacks a target.
    let isFedByHand = machine != nil && !dataBatches && !isOnFirstSamples
    if aim == nil && !isFedByHand || !dataBatches && dataRow != nil, data?.targets.isEmpty == false
    {
      try walkThroughData()
    }
    guard let machine, aim != nil else {
      throw InputError(
        "there is no target, so nothing can be trained",
        hint: machine == nil
          ? "feed and target give one batch; samples FILE.npz with x0 and y0 a data set."
          : "target VALUE gives one for what was fed"
            + (data.map {
              $0.targets.isEmpty ? "." : "; samples opens \($0.name) anew."
            } ?? "."))
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
    if let obstacle = machine.program.obstacle { throw obstacle }
    try refuseStateful(machine)
    guard machine.course != nil else {
      throw InputError(
        "no weight is trained: every layer is frozen, or no loss depends on one",
        hint: "summary tells what is frozen.")
    }
    return machine
  }

  /// Whether samples of the data set are fed, one or as many as the model keeps states for.
  private var isOnFirstSamples: Bool {
    guard dataRow == nil, let size = model.statefulBatch, let first = data?.feed.first(size) else {
      return dataRow != nil
    }
    return feed.map { zip($0.tensors, first.tensors).allSatisfy(==) } ?? false
  }

  /// Throws where states cannot go on from batch to batch as they do in fit.
  private func refuseStateful(_ machine: Machine) throws {
    guard machine.isStateful else { return }
    let sizes = machine.batchSizes
    if let last = sizes.last, let first = sizes.first, last != first {
      throw InputError(
        "a layer is stateful: every sample of a batch goes on from its own states, and the last batch of an "
          + "epoch has \(last == 1 ? "1 sample" : "\(last) samples"), not \(first)",
        hint:
          "Keras' fit ends with an error there. Give it whole batches, or another size: set batch.")
    }
    try model.refuseOtherBatch(of: machine.samples, in: machine.program)
    let isGiven = machine.program.scans.contains { scan in
      scan.isStateful && scan.prefersCarried
        && scan.carries.contains { $0.outlives && machine.program.numbers[$0.initial] == nil }
    }
    guard !isGiven else {
      throw InputError(
        "a stateful layer is given the states that it begins with, and Keras 2 takes them in the first batch alone, which "
          + "is not computed in training",
        hint: "Save the model with stateful=False to train it.")
    }
  }

  /// Begins to train on a data set of which nothing is fed; where it cannot, the set is not opened.
  package func beginTraining(on data: DataSet) throws {
    let before = self.data
    self.data = data
    do {
      _ = try requireTraining()
    } catch {
      self.data = before
      throw error
    }
  }

  /// Begins to go through the data set, batch by batch; stateful layers go on from the batches before, where there were any.
  func walkThroughData() throws {
    guard let data else { return }
    let size = model.fixedBatch ?? batches.size
    let goesOn = isOnData && machine?.isStateful == true
    let states = try goesOn ? lastStates(samples: size) : nil
    try settling {
      let aim = try Aim(
        data.targets, for: model, try outputShapes(data.feed.shapes), samples: data.feed.samples,
        loss: lossName, weights: data.weights
      ).weighing(classWeighting, in: model)
      (self.aim, lowered, dataRow, dataBatches) = (aim, nil, nil, true)
      let program = try program(for: data.feed.shapes)
      begin(
        try Machine(
          program, through: batches(of: data.feed, aim), budget: budget,
          from: CarriedState.Beginning(states: states)))
      calls = CallHistory(before: states == nil ? 0 : 1)
    }
  }

  private func outputShapes(_ shapes: [Shape]) throws -> [Shape] {
    let program = try model.program(for: shapes, trainingSeed: mode.trainingSeed ?? 0)
    if let obstacle = program.obstacle { throw obstacle }
    return program.outputs.map(\.shape)
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
      throw Interrupted(onTheWayTo: "step \(step)")
    }
    other.position = Position(other.program.tickCount)
    return other
  }
}
