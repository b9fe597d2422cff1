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

  /// The loss of this step, where it is computed: of losses that no reduction made one number, the mean, as `fit` tells it.
  package var loss: Double? {
    guard let value = program.loss, frontier >= program.tickCount else { return nil }
    let count = value.isBatched ? samples : 1
    let numbers = (0..<count).compactMap { try? engine.memory.number(value, 0, sample: $0) }
    guard numbers.count == count, count > 0 else { return nil }
    return numbers.reduce(0, +) / Double(count)
  }

  /// What this step begins with.
  func state() throws -> Course.State {
    Course.State(
      given: try program.updates.map { try engine.bytes(of: $0.given) }, beginning: resumed)
  }

  /// What this step was given, update by update.
  package func given() throws -> [Tensor] {
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

  /// What a step was given or has left, one tensor for each update, as weights by what tells them apart and as the state
  /// of the optimizer that changes them.
  package func learnt(_ tensors: [Tensor], by optimizer: OptimizerInUse?) -> Learnt {
    var (numbers, kept): ([Int: Tensor], [String: Tensor]) = ([:], [:])
    for (update, tensor) in zip(program.updates, tensors) {
      if let key = update.key { kept[key] = tensor } else { numbers[update.given] = tensor }
    }
    var weights: [String: Tensor] = [:]
    for use in program.weights {
      guard let identity = use.source.identity, let tensor = numbers[use.value] else { continue }
      weights[identity] = tensor
    }
    return Learnt(
      weights: weights, optimizer: optimizer.map { $0.state.with(kept, of: $0.optimization) })
  }

  /// Gives the step at hand other weights and states, before anything of it is computed.
  func put(_ state: Course.State) throws {
    try goOn(from: state.beginning)
    for (places, bytes) in zip(course?.places ?? [], state.given) {
      try engine.put(bytes, inPlaceOf: places)
    }
    lower(to: 0)
    cursor = Cursor()
  }
}
