import Debugging
import Equations
import Models
import Tensors
import Terms

/// The same run in float64, and a few that round by lot, each made when it is first asked for: as
/// long as everything agrees, they cost nothing.
package final class PreciseRun {
  /// How much is asked for.
  enum Effort { case float64, scattered }

  /// So many runs round by lot.
  private static let lots: UInt64 = 3

  private let make: () throws -> Machine?
  private lazy var precise: Run? = run(seed: nil)
  private lazy var scattered: [Run] = (1...PreciseRun.lots).compactMap { run(seed: $0) }

  /// `make` gives a new machine of the same model on the same inputs, to be run to its end; nil where
  /// there is none to compare with.
  package init(_ make: @escaping () throws -> Machine?) { self.make = make }

  /// A model on inputs with a leading axis of samples, and from states that were left.
  convenience init(of model: Model, feeding inputs: [Tensor], from carried: CarriedState? = nil) {
    self.init {
      let program = try model.reading(inputs).program(
        for: inputs.map { $0.shape.removing(0) }, precision: .float64)
      return try Machine(program, inputs: Machine.samples(of: inputs), from: carried)
    }
  }

  /// Nil where it cannot be computed: then nothing is excused.
  private func run(seed: UInt64?) -> Run? {
    guard let machine = try? make() else { return nil }
    if let seed { machine.scatterResults(seed: seed) }
    return (try? machine.runToEnd()) == true ? Run(machine) : nil
  }

  /// What rounding does to a value of a program that was computed in fewer digits.
  func rounding(
    of found: Tensor, _ value: Value, in program: Program, _ effort: Effort
  ) -> Rounding? {
    guard found.dtype.isFloat, let precise, let number = tensor(precise, value, program) else {
      return nil
    }
    // Beside a number of float64, those of float32 prove nothing.
    let isScattered = effort == .scattered && found.dtype != .float64
    return Rounding(
      found, precise: number,
      scattered: isScattered ? scattered.compactMap { tensor($0, value, program) } : [])
  }

  /// What rounding does to an output of a run of all samples: the room of each number, and what
  /// float64 gives.
  package func rooms(ofOutput index: Int, of machine: Machine) -> [(room: Double, precise: Double)]?
  {
    guard machine.program.outputs.indices.contains(index),
      let found = try? Run(machine).tensor(machine.program.outputs[index]),
      let rounding = rounding(
        of: found, machine.program.outputs[index], in: machine.program, .scattered)
    else { return nil }
    return rounding.rooms.enumerated().map { ($1, rounding.number($0)) }
  }

  private func tensor(_ run: Run, _ value: Value, _ program: Program) -> Tensor? {
    PreciseRun.twin(of: value, program, run.program).flatMap { try? run.tensor($0) }
  }

  /// The value of the same name in the other program: equation, layer, output or input.
  private static func twin(of value: Value, _ program: Program, _ other: Program) -> Value? {
    if let index = program.outputs.firstIndex(of: value), other.outputs.indices.contains(index) {
      return other.outputs[index]
    }
    for naming in [NamedValues.equations, NamedValues.layers] {
      let (own, its) = (naming(program), naming(other))
      if let name = own.names.first(where: { own[$0] == value }), let twin = its[name] {
        return twin
      }
    }
    return nil
  }
}
