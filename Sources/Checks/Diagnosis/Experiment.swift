import Containers
import Debugging
import Equations
import Models
import Tensors

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

  init(_ model: Model, feeding inputs: [Tensor]) throws {
    self.model = model
    self.inputs = inputs
    let program = try model.program(for: inputs.map { $0.shape.removing(0) })
    right = try Machine(program, inputs: Machine.samples(of: inputs))
    anatomy = Anatomy(model, program, samples: right.samples)
  }

  /// Runs the right program to its end; nothing is left to do the second time.
  func computeRight() throws {
    guard try right.runToEnd() else { throw Interrupted() }
  }

  /// The run of a mistake; nil where it changes nothing, or nothing that can be computed.
  func run(_ slip: Slip, on other: [Tensor]? = nil) -> Machine? {
    let inputs = other ?? inputs
    let fed = slip.inputs?(inputs) ?? inputs
    guard
      let program = try? model.program(
        for: fed.map { $0.shape.removing(0) }, revision: slip.revision),
      !slip.revision.changesEquationsAlone || !program.changes.isEmpty || slip.inputs != nil,
      let machine = try? Machine(program, inputs: Machine.samples(of: fed)),
      machine.samples == right.samples, (try? machine.runToEnd()) == true
    else { return nil }
    return machine
  }

  /// What a run has in the places of some numbers, in their order; nil where it has no such place.
  static func values(of machine: Machine, in given: [GivenNumbers]) -> [Double]? {
    var result: [Double] = []
    for numbers in given {
      for sample in numbers.samples {
        guard let found = try? machine.lookup(numbers.place, sample: sample),
          let own = numbers.counterpart(in: found.tensor)
        else { return nil }
        result += own
      }
    }
    return result
  }
}
