import Containers
import Debugging
import Equations
import Models
import Tensors
import Terms

/// A model on some samples, computed rightly and under mistakes, to compare numbers with.
///
/// Keeps what it computed: questions about other places of the same samples cost nothing.
final class Experiment {
  let model: Model
  /// The inputs with a leading axis of samples.
  let inputs: [Tensor]
  /// The right run, as far as it has come: at its end once `computeRight` was called.
  let right: Machine
  let anatomy: Anatomy
  /// The step of training that is computed; nil of a prediction alone.
  private let step: GivenStep?
  /// What was drawn at random for the right run: that of a mistake takes the same.
  private let drawn: [[Tensor]]
  /// The states that loops go on from in a prediction.
  private let beginning: CarriedState.Beginning

  init(
    _ model: Model, feeding inputs: [Tensor], in step: GivenStep? = nil,
    from beginning: CarriedState.Beginning = CarriedState.Beginning(states: nil)
  ) throws {
    self.beginning = beginning
    self.model = model
    self.inputs = inputs
    self.step = step
    let program = try Experiment.program(of: model, in: step, feeding: inputs)
    right = try Experiment.machine(program, in: step, feeding: inputs, from: beginning)
    drawn = try right.drawn()
    anatomy = Anatomy(
      model, program, samples: right.samples, goesOn: !right.carriedOver.isEmpty && step == nil)
  }

  private static func program(
    of model: Model, in step: GivenStep?, feeding inputs: [Tensor], precision: DType? = nil,
    revision: Revision? = nil, trainsFrozen: Bool = false
  ) throws -> Program {
    let shapes = inputs.map { $0.shape.removing(0) }
    return try step?.program(
      for: shapes, precision: precision, revision: revision, trainsFrozen: trainsFrozen)
      ?? model.reading(inputs).program(for: shapes, precision: precision, revision: revision)
  }

  private static func machine(
    _ program: Program, in step: GivenStep?, feeding inputs: [Tensor],
    from beginning: CarriedState.Beginning
  ) throws -> Machine {
    try step?.machine(program, feeding: inputs)
      ?? Machine(
        program, inputs: Machine.samples(of: inputs), from: beginning.states,
        resuming: beginning.loops)
  }

  /// Runs the right program to its end; nothing is left to do the second time.
  func computeRight() throws {
    guard try right.runToEnd() else { throw Interrupted() }
  }

  /// The run of a mistake; nil where it changes nothing, or nothing that can be computed.
  func run(_ slip: Slip, on other: [Tensor]? = nil) -> Machine? {
    if slip.isSampleBySample { return try? step?.sampleBySample() }
    let inputs = other ?? inputs
    let taken = slip.rows?.inputs(inputs) ?? inputs
    let fed = slip.inputs?(taken) ?? taken
    let model = slip.weights.map(model.mappingWeights) ?? model
    let given = slip.isAfterUpdate ? stepAfterUpdate : self.step
    let step = slip.rows.map { given?.taking($0) } ?? given
    guard
      let program = try? Experiment.program(
        of: model, in: step, feeding: fed, revision: slip.revision,
        trainsFrozen: slip.trainsFrozen),
      !slip.isOfEquationsAlone || !program.changes.isEmpty,
      program.readsOwnValues,
      let machine = try? Experiment.machine(
        program, in: step, feeding: fed,
        from: slip.beginsAnew ? CarriedState.Beginning(states: nil) : beginning),
      machine.samples == right.samples, (try? machine.take(drawn: drawn)) != nil,
      (try? machine.runToEnd()) == true
    else { return nil }
    return machine
  }

  /// The same batch with the weights that the right step has left; nil without a step.
  private var stepAfterUpdate: GivenStep? {
    guard let step, step.way == nil, let now = try? right.valuesNow(), right.isAtEnd else {
      return nil
    }
    let learnt = right.learnt(now.map(\.tensor), by: step.optimizer)
    return step.from(step.model.with(learnt.weights))
  }

  /// The right program in double precision, to see what rounding does.
  func preciseRun() -> Machine? {
    guard
      let program = try? Experiment.program(
        of: model, in: step, feeding: inputs, precision: .float64),
      let machine = try? Experiment.machine(program, in: step, feeding: inputs, from: beginning),
      (try? machine.take(drawn: drawn)) != nil, (try? machine.runToEnd()) == true
    else { return nil }
    return machine
  }

  /// What a run has in the places of some numbers, in their order; nil where it has no such place.
  static func values(of machine: Machine, in given: [GivenNumbers]) -> [Double]? {
    var result: [Double] = []
    for numbers in given {
      for sample in numbers.samples {
        guard let found = try? numbers.found(in: machine, sample: sample),
          let own = numbers.counterpart(in: found.tensor)
        else { return nil }
        result += own
      }
    }
    return result
  }
}

extension Program {
  /// Whether what changed equations read stands in this program: of two mistakes at once, one may know the values as they
  /// were before the other wrote equations of its own.
  fileprivate var readsOwnValues: Bool {
    changes.allSatisfy { change in
      equations[change.equation].term.values.allSatisfy { value in
        guard values.indices.contains(value.id) else { return false }
        let own = values[value.id]
        return own.type == value.type && own.name == value.name
      }
    }
  }
}
