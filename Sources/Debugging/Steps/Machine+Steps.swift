import Engine
import Equations
import Models
import Tensors
import Terms

/// Training: the same equations step after step, what one leaves given to the next.
///
/// Positions and ticks count within a step. A step is gone into by its number; its numbers are the same to the bit
/// whenever that is.
extension Machine {
  /// How many steps the walk goes through; 1 for a prediction.
  package var stepCount: Int { course?.count ?? 1 }

  /// Whether a step leaves something for a next one.
  package var isTraining: Bool { course != nil }

  /// How many samples the steps of an epoch have.
  package var batchSizes: [Int] {
    course.map { course in
      (0..<course.batches.stepsPerEpoch).map(course.batches.samples(in:))
    } ?? [samples]
  }

  /// Where the step's data stand: which rows of how many.
  package var rows: (rows: [Int], of: Int)? {
    course.map { ($0.batches.rows(of: step), $0.batches.count) }
  }

  /// What the step is fed.
  var stepFeed: Feed? {
    guard let course else { return nil }
    let rows = course.batches.rows(of: step)
    let tensors = course.batches.inputs.compactMap { array in
      Tensor.stack(rows.compactMap { array.row($0) })
    }
    return Feed(tensors: tensors, samples: rows.count, isBatch: true)
  }

  /// Whether a value that is given is another one in the next step.
  package func isUpdated(_ value: Value) -> Bool {
    program.updates.contains { $0.given == value.id }
  }

  /// `dense.W_next[0, 1]`: where the number stands that takes the place of one that is given.
  package func placeAfterUpdate(of entry: Entry) -> String {
    guard let update = program.updates.first(where: { $0.given == entry.value.id }) else {
      return place(of: entry)
    }
    return place(
      of: Entry(value: program.values[update.next], element: entry.element, steps: []))
  }

  /// The losses of the steps that were gone through to their ends.
  package var losses: [Double] {
    guard let course else { return [] }
    var result = course.losses
    if result.count == step, let loss = loss { result.append(loss) }
    return result
  }

  /// The loss of this step, where it is computed.
  package var loss: Double? {
    guard let value = program.loss, frontier >= program.tickCount,
      let numbers = try? engine.memory.number(value, 0, sample: 0)
    else { return nil }
    return numbers
  }

  /// Whether one stands where the weights are those after this step.
  package var isAtEnd: Bool { position.tick == program.tickCount }

  // MARK: Going through steps

  /// Lets the walk go through more steps, up to a number of them in all.
  package func extend(to count: Int) {
    guard let course else { return }
    course.isTrained = true
    course.count = max(course.count, count)
  }

  /// Ends the walk behind this step, or behind a later one that was computed.
  package func trim() {
    guard let course else { return }
    course.count = max(step + 1, min(course.count, course.losses.count + 1))
  }

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
    if let loss { course?.note(loss, of: step) }
    for update in program.updates {
      try engine.put(program.values[update.next], inPlaceOf: sharing(update.given))
    }
    try verify()
    try course?.keep(state, before: step + 1)
    try begin(step: step + 1)
  }

  /// Readies a step whose weights are there.
  private func begin(step: Int) throws {
    guard let course else { return }
    let samples = course.batches.samples(in: step)
    if samples != self.samples { try change(samples: samples) }
    self.step = step
    reached.note(step: step)
    position = .start
    lower(to: 0)
    cursor = Cursor()
    try beginStep(course.batches.rows(of: step))
    for setting in course.settings where setting.step == step {
      guard try compute(to: setting.position.reach) else { throw InputError("interrupted") }
      position = setting.position
      _ = try editAlone(
        setting.value, at: setting.steps, sample: setting.sample, to: setting.tensor)
    }
    position = .start
  }

  // MARK: Whole steps

  /// Goes on to the end of a later step, or to the first reason to stop.
  func train(toEndOf last: Int) throws -> Stop {
    let from = walkPosition
    while true {
      if let reason = try approach(Position(program.tickCount), from: position) {
        return stop(from, reason)
      }
      guard step < last else { return arrival(from: from, backwards: false, wantsMore: false) }
      guard try cross(false) else { return stop(from, .interrupted) }
    }
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

  // MARK: What steps are given

  /// The bytes of what this step was given, update by update.
  func state() throws -> [[UInt8]] { try program.updates.map { try engine.bytes(of: $0.given) } }

  /// What this step was given, update by update.
  func given() throws -> [Tensor] {
    try program.updates.map { try engine.memory.read(program.values[$0.given], sample: 0) }
  }

  /// Begins a step with what a run of the same model in another format was given in it.
  func begin(step: Int, given: [Tensor]) throws {
    for (update, tensor) in zip(program.updates, given) {
      for weight in sharing(update.given) {
        try engine.memory.write(tensor, to: program.values[weight], sample: 0)
        engine.forgetWeight(weight)
      }
    }
    try begin(step: step)
  }

  /// What this step was given by now, update by update: at its end what the next one is given.
  package func valuesNow() throws -> [(update: Program.Update, tensor: Tensor)] {
    let isOver = isAtEnd && frontier >= program.tickCount
    return try program.updates.map { update in
      let value = program.values[isOver ? update.next : update.given]
      return (update, try engine.memory.read(value, sample: 0))
    }
  }

  /// Gives the step at hand other weights, before anything of it is computed.
  private func put(_ state: [[UInt8]]) throws {
    for (update, bytes) in zip(program.updates, state) {
      try engine.put(bytes, inPlaceOf: sharing(update.given))
    }
    lower(to: 0)
    cursor = Cursor()
  }

  /// A weight, and what else reads the same one.
  private func sharing(_ value: Int) -> [Int] {
    guard let identity = program.weights.first(where: { $0.value == value })?.source.identity else {
      return [value]
    }
    return program.weights.filter { $0.source.identity == identity }.map(\.value)
  }
}
