import Equations
import Tensors
import Terms

/// Gates i, f, o decide what is written to, kept in and read from the cell state C, see `LSTMGates`.
///
/// W (inputs, 4·units), U (units, 4·units), b (4·units), the blocks in the order i, f, g, o.
struct LSTM: RecurrentLayer {
  static let classNames = ["LSTM"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let cell: LSTMCell
  var recurrence: Recurrence

  init(_ config: Config) throws {
    var cell = try LSTMCell(config)
    if try config.runsOnCuDNN(cell.activation, cell.recurrentActivation) {
      cell.dropout = cell.dropout.anewInEveryTimestep
    }
    self.cell = cell
    recurrence = try Recurrence(config)
  }

  var title: String { "LSTM(\(cell.units))" }
}

/// One timestep of `LSTM`.
struct LSTMCell: GatedCell {
  static let classNames = ["LSTMCell"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let units: Int
  let useBias: Bool
  let activation: Activation
  let recurrentActivation: Activation
  var dropout: CellDropout

  static let gates = LSTMGates.names

  init(_ config: Config) throws { try self.init(config, gateDefault: config.gateDefault) }

  /// A cell whose gates have this activation where its config names none.
  init(_ config: Config, gateDefault: String) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation(default: "tanh")
    recurrentActivation = try config.activation("recurrent_activation", default: gateDefault)
    dropout = try CellDropout(config, gates: LSTMCell.gates)
  }

  var title: String { "LSTMCell(\(units))" }
  var states: [CellState] {
    [CellState(name: "h", units: units), CellState(name: "C", units: units)]
  }
  var weights: [WeightSpec] {
    [WeightSpec("kernel"), WeightSpec("recurrent_kernel")] + (useBias ? [WeightSpec("bias")] : [])
  }

  func gateWeights(_ inputs: Int, _ eq: Equations) throws -> GateWeights {
    GateWeights(
      W: try eq.weight("kernel", as: "W", [inputs, 4 * units]),
      U: try eq.weight("recurrent_kernel", as: "U", [units, 4 * units]),
      b: useBias ? try eq.weight("bias", as: "b", [4 * units]) : nil)
  }

  func step(
    _ x: Term, _ states: [Term], _ mask: Term?, with weights: GateWeights, to eq: Equations
  ) throws -> [Term] {
    let z = try LSTMGates.sums.write(
      [(try dropout.input(x, eq), weights.W), (try dropout.state(states[0], eq), weights.U)],
      weights.b, to: eq)
    let gates = LSTMGates(activation: activation, recurrentActivation: recurrentActivation)
    return try gates.states(z, from: states, mask, to: eq)
  }
}

extension Config {
  /// The gates' activation: hard_sigmoid by default up to Keras 2.2, sigmoid from 2.3.
  package var gateDefault: String { version < KerasVersion(2, 3) ? "hard_sigmoid" : "sigmoid" }
}
