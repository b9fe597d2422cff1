import Containers
import Engine
import Equations
import Models
import Tensors

/// Training: the same equations step after step, what one leaves given to the next.
///
/// Positions and ticks count within a step. A step is gone into by its number; its numbers are the same to the bit
/// whenever that is.
extension Machine {
  /// How many steps the walk goes through; 1 for a prediction.
  package var stepCount: Int { course?.count ?? 1 }

  /// Whether a step leaves something for a next one.
  package var isTraining: Bool { course != nil }

  // MARK: Going through steps

  /// Lets the walk go through more steps, up to a number of them in all.
  package func extend(to count: Int) {
    guard let course else { return }
    course.isTrained = true
    course.count = max(course.count, count)
  }

  /// Whether states of layers go on from step to step.
  package var isStateful: Bool { program.scans.contains(where: \.isStateful) }

  /// Whether there is a step behind this one, or before it.
  func hasStep(_ backwards: Bool) -> Bool { backwards ? step > 0 : step + 1 < stepCount }

  /// Goes to the beginning of the next step, or to the end of the one before; false when it was interrupted on the way.
  func cross(_ backwards: Bool) throws -> Bool {
    if backwards {
      guard try enter(step: step - 1), try compute(to: program.tickCount) else { return false }
      position = Position(program.tickCount)
      return true
    }
    guard try compute(to: program.tickCount) else { return false }
    try advance()
    return true
  }

  /// Goes into another step, before its first equation; false when it was interrupted on the way to it.
  package func enter(step target: Int) throws -> Bool {
    guard let course, target != step else { return true }
    let kept = course.nearest(target) ?? 0
    if target < step || kept > step, let state = course.state(before: kept) {
      try put(state)
      try begin(step: kept)
    }
    while step < target {
      guard try compute(to: program.tickCount) else {
        position = Position(frontier)
        return false
      }
      try advance()
    }
    return true
  }

  /// Gives what this step has left to the next, and stands before its first equation.
  private func advance() throws {
    guard let course else { return }
    if let loss { course.note(loss, of: step) }
    // No gradient goes from one step into another: they are numbers that the next one is given.
    let states = try isStateful ? carriedState(by: program.tickCount) : nil
    for (update, places) in zip(program.updates, course.places) {
      try engine.put(program.values[update.next], inPlaceOf: places)
    }
    try verify()
    try goOn(from: isStateful ? CarriedState.Beginning(states: states) : beginning)
    try course.keep(state, before: step + 1)
    try begin(step: step + 1)
  }

  /// Readies a step whose weights are there.
  func begin(step: Int) throws {
    guard let course else { return }
    let samples = course.batches.samples(in: step)
    if samples != self.samples { try change(samples: samples) }
    self.step = step
    reached.note(step: step)
    position = .start
    lower(to: 0)
    cursor = Cursor()
    try beginStep(course.batches.rows(of: step))
    // Nobody stands in a step before all that was set in it is there, so this is gone through whatever is wished.
    try Interruption.listening(to: { false }) {
      for setting in course.settings where setting.step == step {
        _ = try compute(to: setting.position.reach)
        position = setting.position
        _ = try editAlone(
          setting.value, at: setting.steps, sample: setting.sample, to: setting.tensor)
      }
    }
    position = .start
  }

  /// Begins a step with what a run of the same model in another format was given in it.
  func begin(step: Int, given: [Tensor], from beginning: CarriedState.Beginning) throws {
    try goOn(from: beginning)
    for (places, tensor) in zip(course?.places ?? [], given) {
      for weight in places {
        try engine.memory.write(tensor, to: program.values[weight], sample: 0)
        engine.forgetWeight(weight)
      }
    }
    try begin(step: step)
  }

  // MARK: Whole steps

  /// Goes on to the end of a later step, or to the first reason to stop; throws where fit ends with an error.
  func train(toEndOf last: Int) throws -> Stop {
    let from = walkPosition
    let mayBeRefused =
      !program.refusing.isEmpty || program.equations.contains { $0.term.lookup != nil }
    while true {
      if let reason = try approach(Position(program.tickCount), from: position) {
        return stop(from, reason)
      }
      if mayBeRefused { try refuseNumbers() }
      guard step < last else { return arrival(from: from, backwards: false, wantsMore: false) }
      guard try cross(false) else { return stop(from, .interrupted) }
    }
  }

  /// Throws for numbers of this step's batch for which Keras ends with an error, back where the step began: nothing would be
  /// learnt from them but NaN.
  private func refuseNumbers() throws {
    guard let refused = try refusalsOfKeras(of: Array(0..<samples)).first,
      let sample = refused.samples.first
    else { return }
    let step = step
    _ = try untrain(toEndOf: step - 1)
    throw InputError(
      "step \(step), sample \(sample) of its batch: \(refused.refusal.sentence("at \(refused.path)"))",
      hint: "fit ends there too: take it out of the data, or let the layer have room for it.")
  }

  /// Goes back to the end of an earlier step, past all stops; below the first one, to the start.
  func untrain(toEndOf target: Int) throws -> Stop {
    let from = walkPosition
    guard try enter(step: max(target, 0)) else { return stop(from, .interrupted) }
    position = .start
    if target >= 0 {
      guard try compute(to: program.tickCount) else { return stop(from, .interrupted) }
      position = Position(program.tickCount)
    }
    return stop(from, target < 0 ? .start : .arrived)
  }
}
