import Containers
import Equations
import Models
import Tensors
import Terms

/// A step of training by what it was given: the batch, the weights before it, and what the optimizer kept.
package struct GivenStep: Sendable {
  /// The model with the weights that the step began with.
  package let model: Model
  /// The samples of the batch, (N, …) each, and what is wanted of them.
  package let inputs: [Tensor]
  package let aim: Aim
  /// What changes the weights, as it was before the step; nil: they stay.
  package let optimizer: OptimizerInUse?
  /// What the step is computed on.
  package let backend: Backend
  /// What random numbers are made from where layers do as in training; nil at inference.
  package let seed: Int?
  /// The states that stateful layers go on from.
  package let beginning: CarriedState.Beginning
  /// How many steps of the walk were before it.
  package let step: Int
  /// The batches of the walk, where the steps before it are to be made first: then the model and the optimizer are those
  /// that the walk began with. nil: they are those that this step was given.
  package let way: Batches?
  /// What this step drew at random, draw by draw and sample by sample; empty: what it draws by its seed.
  private let drawn: [[Tensor]]

  package init(
    model: Model, inputs: [Tensor], aim: Aim, optimizer: OptimizerInUse?, backend: Backend,
    seed: Int? = nil, beginning: CarriedState.Beginning = CarriedState.Beginning(states: nil),
    step: Int = 0, way: Batches? = nil, drawn: [[Tensor]] = []
  ) {
    self.beginning = beginning
    (self.model, self.inputs, self.aim) = (model, inputs, aim)
    (self.optimizer, self.backend, self.seed) = (optimizer, backend, seed)
    (self.step, self.way, self.drawn) = (step, way, drawn)
  }

  /// The equations of the step: the prediction, the loss, the gradients and the update.
  package func program(
    for shapes: [Shape], precision: DType? = nil, revision: Revision? = nil,
    trainsFrozen: Bool = false
  ) throws -> Program {
    var mode = Aim.Mode(seed: seed, precision: precision, optimizer: optimizer, backend: backend)
    mode.trainsFrozen = trainsFrozen
    return try model.program(for: shapes, aiming: aim, as: mode, revision: revision)
  }

  /// The same step from other weights.
  package func from(_ model: Model) -> GivenStep {
    GivenStep(
      model: model, inputs: inputs, aim: aim, optimizer: optimizer, backend: backend, seed: seed,
      beginning: beginning, step: step, way: way, drawn: drawn)
  }

  /// The same step towards something else, on another way.
  func with(_ aim: Aim, _ way: Batches?) -> GivenStep {
    GivenStep(
      model: model, inputs: inputs, aim: aim, optimizer: optimizer, backend: backend, seed: seed,
      beginning: beginning, step: step, way: way, drawn: drawn)
  }

  /// A machine before the first equation of the step, fed with as many samples; with a way, after all steps before it.
  package func machine(_ program: Program, feeding inputs: [Tensor]) throws -> Machine {
    if let way {
      let machine = try Machine(program, through: way, from: beginning)
      machine.extend(to: step + 1)
      guard try machine.enter(step: step) else { throw Interrupted(onTheWayTo: "step \(step)") }
      return machine
    }
    let machine = try Machine(
      program, through: Batches(inputs: inputs, targets: aim.targets), from: beginning)
    // What is drawn at random is what that step drew.
    if step > 0 { try machine.begin(step: step) }
    try machine.take(drawn: drawn)
    return machine
  }
}

extension Session {
  /// The step of training that one stands in, by what it was given; nil where there is no target.
  package func givenStep() throws -> GivenStep? {
    guard let machine else { return nil }
    return step(machine.learnt(try machine.given(), by: optimizerIfAny), drawn: try machine.drawn())
  }

  /// The same by what the walk began with, and the way from there; nil in its first step.
  package var stepSinceFirst: GivenStep? {
    guard let course = machine?.course, machine?.step ?? 0 > 0 else { return nil }
    return step(Learnt(weights: [:], optimizer: optimizerIfAny?.state), on: course.batches)
  }

  /// The step with other numbers in the weights and in what the optimizer kept.
  private func step(
    _ learnt: Learnt, on way: Batches? = nil, drawn: [[Tensor]] = []
  ) -> GivenStep? {
    guard let aim, let feed, let machine else { return nil }
    return GivenStep(
      model: model.with(learnt.weights), inputs: feed.tensors,
      aim: machine.course.map { aim.of(rows: $0.batches.rows(of: machine.step)) } ?? aim,
      optimizer: optimizerIfAny?.with(learnt.optimizer), backend: backend, seed: seed(mode),
      beginning: way == nil ? machine.resumed : machine.beginning, step: machine.step, way: way,
      drawn: drawn)
  }
}

extension Machine {
  /// Which of the program's updates makes what a word names; nil where it is nothing that a step changes.
  package func update(of word: String) -> Int? {
    value(named: word).flatMap { value in program.updates.firstIndex { $0.next == value.id } }
  }

  private func value(named word: String) -> Value? {
    (try? meaning(of: word, in: .model, suggests: false))?.values.first
  }

  /// Whether a word names what all samples share: a weight, a loss, the gradient of a weight.
  package func isShared(_ word: String) -> Bool {
    guard let value = value(named: word) else { return false }
    return !value.isBatched && !program.outputs.contains(value)
  }
}
