import Equations
import Tensors
import Terms

/// `h = activation(x·W + h₋₁·U + b)` in every timestep.
///
/// W (inputs, units), U (units, units), b (units).
struct SimpleRNN: RecurrentLayer {
  static let classNames = ["SimpleRNN"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let cell: SimpleRNNCell
  var recurrence: Recurrence

  init(_ config: Config) throws {
    cell = try SimpleRNNCell(config)
    recurrence = try Recurrence(config)
  }

  var title: String { "SimpleRNN(\(cell.units))" }
}

/// One timestep of `SimpleRNN`.
struct SimpleRNNCell: Cell {
  static let classNames = ["SimpleRNNCell"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let units: Int
  let useBias: Bool
  let activation: Activation
  let dropout: CellDropout

  init(_ config: Config) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation(default: "tanh")
    dropout = try CellDropout(config)
  }

  var title: String { "SimpleRNNCell(\(units))" }
  var states: [CellState] { [CellState(name: "h", units: units)] }
  var weights: [WeightSpec] {
    [WeightSpec("kernel"), WeightSpec("recurrent_kernel")] + (useBias ? [WeightSpec("bias")] : [])
  }

  func step(_ x: Term, _ states: [Term], _ mask: Term?, to eq: Equations) throws -> [Term] {
    let previous = states[0]
    let W = try eq.weight("kernel", as: "W", [x.shape.width, units])
    let U = try eq.weight("recurrent_kernel", as: "U", [units, units])
    let b = useBias ? try eq.weight("bias", as: "b", [units]) : nil
    let (x, kept) = (try dropout.input(x, eq), try dropout.state(previous, eq))
    let z = try eq("z", x.term • W + kept.term • U + b, "input and memory, summed")
    let h = try eq(
      "h", activation(z).carried(from: previous, where: mask), stateNote("state", mask))
    return [h]
  }
}
