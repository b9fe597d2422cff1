import Containers
import Debugging
import Equations
import Models
import Tensors

/// Answers which mistake gives somebody's numbers, for a model and the samples fed to it.
///
/// Tries every single mistake, then general rules about the equation in question, then pairs; it
/// stops where something fits. Keeps the runs of single mistakes, so that a second question about
/// the same samples is quick: `quiz` asks many.
package final class Diagnostician {
  /// How long a diagnosis may take, and whether pairs are tried.
  package struct Effort: Sendable {
    package var pairs: Bool
    /// Seconds of computing after which no further mistake is tried.
    package var seconds: Double

    /// Whether the values before the one given are known to be right, as in a quiz.
    package var isLocal: Bool

    package init(pairs: Bool = true, seconds: Double = 15, isLocal: Bool = false) {
      self.pairs = pairs
      self.isLocal = isLocal
      self.seconds = seconds
    }
  }

  let experiment: Experiment
  /// The same step after all steps before it, made with the same mistake; nil where there are none.
  private var since: Experiment?
  /// Whether there are too many of them to be made again.
  private let isTooFar: Bool
  let singles: SingleRuns
  private var knownSince: [(slip: Slip, machine: Machine)]?
  lazy var precise: Machine? = experiment.preciseRun()
  /// The step that numbers of training are of, by what the first one was given; nil of a prediction, and of too many steps.
  let steps: GivenStep?
  lazy var stepRooms: StepRooms? = steps.flatMap {
    try? StepRooms($0, $0.wholeProgram(in: nil), steps: $0.step + 1)
  }

  /// `inputs` have a leading axis of samples; throws where they are not the model's. Nothing is computed yet.
  ///
  /// `beginning` are the states that loops go on from, as those of a stateful layer do in a later call.
  package init(
    _ model: Model, feeding inputs: [Tensor],
    from beginning: CarriedState.Beginning = CarriedState.Beginning(states: nil)
  ) throws {
    experiment = try Experiment(model, feeding: inputs, from: beginning)
    singles = SingleRuns(experiment)
    isTooFar = false
    steps = nil
  }

  /// The same for a step of training: losses, gradients and updated weights are places as well.
  ///
  /// The steps before it are right; `first` is the step by what the first one was given, for mistakes made in all of them.
  package init(_ step: GivenStep, since first: GivenStep? = nil) throws {
    experiment = try Experiment(step.model, feeding: step.inputs, in: step)
    singles = SingleRuns(experiment)
    let work = experiment.right.program.tickCount.multipliedReportingOverflow(by: step.step)
    isTooFar = first != nil && (work.overflow || work.partialValue > Diagnostician.longest)
    steps = isTooFar ? nil : first ?? step
    guard let first, !isTooFar else { return }
    since = try Experiment(first.model, feeding: first.inputs, in: first)
  }

  /// So many executions of equations are made again with each mistake.
  private static let longest = 50_000

  /// The right run, computed: what numbers are compared with.
  package var right: Machine {
    get throws {
      try experiment.computeRight()
      return experiment.right
    }
  }

  /// The right run, whether computed or not: for names and shapes.
  package var outline: Machine { experiment.right }

  static func runs(
    of slips: [Slip], _ experiment: Experiment
  ) throws -> [(slip: Slip, machine: Machine)] {
    try slips.compactMap { slip in
      try Interruption.check()
      return experiment.run(slip).map { (slip, $0) }
    }
  }

  /// Hands every single mistake with its run to a body.
  func eachSingle(_ body: (_ slip: Slip, _ machine: Machine) throws -> Void) throws {
    _ = try singles.forEach(body)
  }

  /// The runs of single mistakes that were made from the first step on.
  private func sinceFirst(_ effort: Effort) throws -> [(slip: Slip, machine: Machine)] {
    guard let since else { return [] }
    if let knownSince { return knownSince }
    let patience = Patience(seconds: effort.seconds)
    let runs: [(slip: Slip, machine: Machine)] = try Mistakes.slips(in: since.anatomy).compactMap {
      slip in
      try Interruption.check()
      guard slip.inputs == nil, !patience.isOver else { return nil }
      return since.run(slip).map { (slip.sinceFirst, $0) }
    }
    knownSince = runs
    return runs
  }

  // MARK: One value

  /// Which single mistake gives one value in one place, `lstm@2.f` say, of one sample.
  ///
  /// The values before it are taken as right: what was done in this equation comes first (tanh for
  /// σ), then what was done all over the model.
  /// Throws where there is no such place, and `GivenNumbers.WrongShape` for another shape.
  package func single(_ value: Tensor, at place: String, sample: Int = 0) throws -> Diagnosis {
    let given = try GivenNumbers(value, at: place, of: outline, sample: sample)
    return try diagnose([given], Effort(pairs: false, isLocal: true))
  }

  // MARK: Any numbers

  /// What numbers in one or several places come from.
  package func diagnose(_ given: [GivenNumbers], _ effort: Effort = Effort()) throws -> Diagnosis {
    try experiment.computeRight()
    let patience = Patience(seconds: effort.seconds)
    let order = given.sorted { tick(of: $0.place) < tick(of: $1.place) }
    var trial = Trial(order, experiment, precise)
    if trial.isRight(.tight) { return trial.diagnosis(.right) }
    let rooms = rooms(of: order)
    if let rooms {
      trial = Trial(order, experiment, precise, rooms: rooms)
      if trial.isRight(.tight) { return trial.diagnosis(.right) }
    }
    if let written = rightAsWritten(order, rooms) { return written }
    if trial.isAllZero, !effort.isLocal {
      // Small shares come to 0 where they are rounded to whole numbers.
      try consider(&trial, within: patience) { $0.roundsOutput }
      return trial.hasFit ? finished(trial) : trial.nothingThere()
    }
    if effort.isLocal {
      try considerLocally(&trial, within: patience)
      trial.considerLocally(try general(order))
      if trial.hasFit { return finished(trial) }
    }
    let behind = pathsBehind(order)
    try consider(&trial, within: patience) { slip in
      !slip.isSubtle && slip.onlyPath.map { !behind.contains($0) } ?? true
    }
    if let order = trial.rowOrder(samples: experiment.anatomy.samples) {
      let turned = try runs(of: RowsInAnotherOrder(), rows: order)
      trial.consider(turned)
    }
    trial.consider(try runsWithMaskDrawnAnew(trial))
    if trial.hasFit { return finished(trial) }
    if trial.isRight(.loose) { return trial.diagnosis(.right) }
    // They are few, and have time of their own.
    try consider(&trial, within: patience.atLeast(seconds: effort.seconds / 4)) { $0.isSubtle }
    if trial.hasFit { return finished(trial) }
    let general = try general(order)
    trial.consider(general)
    if !order.contains(where: { outline.isModelOutput($0.place) }) {
      try considerLocally(&trial, within: patience)
      trial.considerLocally(general)
    }
    trial.considerOtherValues()
    if trial.hasFit { return finished(trial) }
    trial.consider(try sinceFirst(effort), areLast: true)
    if trial.hasFit { return finished(trial) }
    if effort.pairs, !trial.isOutOfTime { considerPairs(&trial, within: patience) }
    trial.nameFarNearest()
    return finished(trial)
  }

  private func finished(_ trial: Trial) -> Diagnosis {
    let fitting = trial.fittingGroup
    guard fitting.count > 1 else {
      var diagnosis = trial.diagnosis(nil)
      if isTooFar, diagnosis.verdict == .unknown {
        diagnosis.remarks.append(
          "What may have been done wrong in every step was not tried: there are too many. Give numbers of an earlier one."
        )
      }
      return diagnosis
    }
    let telling = Telltale(experiment).place(for: fitting)
    let tells = telling == nil && Telltale(experiment).anotherInputTells(fitting, trial.given)
    return trial.diagnosis(nil, telling: telling, otherInputTells: tells)
  }
}
