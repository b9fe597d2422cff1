import Engine
import Equations
import Models
import Tensors
import Terms

/// What a step of training is given and what it leaves, and the facts of its batch.
extension Machine {
  /// Whether one stands where the weights are those after this step.
  package var isAtEnd: Bool { position.tick == program.tickCount }

  /// The step whose end comes next: this one, or behind its end the one after it.
  package var nextStep: Int { isAtEnd ? step + 1 : step }

  /// How many samples the steps of an epoch have.
  package var batchSizes: [Int] {
    course.map { course in
      (0..<course.batches.stepsPerEpoch).map(course.batches.samples(in:))
    } ?? [samples]
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

  /// The bytes of what this step was given, update by update.
  func state() throws -> [[UInt8]] { try program.updates.map { try engine.bytes(of: $0.given) } }

  /// What this step was given, update by update.
  func given() throws -> [Tensor] {
    try program.updates.map { try engine.memory.read(program.values[$0.given], sample: 0) }
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
  func put(_ state: [[UInt8]]) throws {
    for (update, bytes) in zip(program.updates, state) {
      try engine.put(bytes, inPlaceOf: sharing(update.given))
    }
    lower(to: 0)
    cursor = Cursor()
  }

  /// A weight, and what else reads the same one.
  func sharing(_ value: Int) -> [Int] {
    guard let identity = program.weights.first(where: { $0.value == value })?.source.identity else {
      return [value]
    }
    return program.weights.filter { $0.source.identity == identity }.map(\.value)
  }
}
