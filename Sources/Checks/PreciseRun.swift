import Debugging
import Equations
import Models
import Tensors

/// The same run in float64, made when it is first asked for: as long as everything agrees, it costs
/// nothing.
public final class PreciseRun {
  private enum State {
    case waiting(() throws -> Machine?)
    case made(Run?)
  }

  private var state: State

  /// `make` gives a machine of the same model on the same inputs, to be run to its end; nil where
  /// there is none to compare with.
  public init(_ make: @escaping () throws -> Machine?) { state = .waiting(make) }

  /// A model on inputs with a leading axis of samples, and from states that were left.
  convenience init(of model: Model, feeding inputs: [Tensor], from carried: CarriedState? = nil) {
    self.init {
      let program = try model.program(
        for: inputs.map { $0.shape.removing(0) }, precision: .float64)
      return try Machine(program, inputs: Machine.samples(of: inputs), from: carried)
    }
  }

  /// The run; nil where it cannot be computed: then nothing is excused.
  private var run: Run? {
    if case .made(let run) = state { return run }
    guard case .waiting(let make) = state else { return nil }
    var run: Run?
    if let machine = try? make(), (try? machine.runToEnd()) == true { run = Run(machine) }
    state = .made(run)
    return run
  }

  /// What rounding does to a value of a program that was computed in fewer digits.
  func rounding(of found: Tensor, _ value: Value, in program: Program) -> Rounding? {
    guard found.dtype.isFloat, let run, let twin = PreciseRun.twin(of: value, program, run.program),
      let precise = try? run.tensor(twin)
    else { return nil }
    return Rounding(found, precise: precise)
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
