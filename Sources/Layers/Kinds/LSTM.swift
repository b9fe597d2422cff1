import Equations
import Tensors
import Terms

/// Gates i, f, o decide what is written to, kept in and read from the cell state C.
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
struct LSTMCell: Cell {
  static let classNames = ["LSTMCell"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let units: Int
  let useBias: Bool
  let activation: Activation
  let recurrentActivation: Activation
  var dropout: CellDropout

  private static let gates = ["i", "f", "g", "o"]

  init(_ config: Config) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation(default: "tanh")
    recurrentActivation = try config.recurrentActivation()
    dropout = try CellDropout(config, gates: LSTMCell.gates)
  }

  var title: String { "LSTMCell(\(units))" }
  var states: [CellState] {
    [CellState(name: "h", units: units), CellState(name: "C", units: units)]
  }
  var weights: [WeightSpec] {
    [WeightSpec("kernel"), WeightSpec("recurrent_kernel")] + (useBias ? [WeightSpec("bias")] : [])
  }

  func step(_ x: Term, _ states: [Term], _ mask: Term?, to eq: Equations) throws -> [Term] {
    let (hPrevious, CPrevious) = (states[0], states[1])
    let W = try eq.weight("kernel", as: "W", [x.shape.width, 4 * units])
    let U = try eq.weight("recurrent_kernel", as: "U", [units, 4 * units])
    let b = useBias ? try eq.weight("bias", as: "b", [4 * units]) : nil
    let sums = GateSums(name: "z", gates: LSTMCell.gates, note: "all four blocks: i f g o")
    let z = try sums.write(
      [(try dropout.input(x, eq), W), (try dropout.state(hPrevious, eq), U)], b, to: eq)
    let i = try eq("i", recurrentActivation(z[0]), "input gate: how much is written")
    let f = try eq("f", recurrentActivation(z[1]), "forget gate: how much is kept")
    let g = try eq("g", activation(z[2]), "candidate: what is written")
    let o = try eq("o", recurrentActivation(z[3]), "output gate: how much is shown")
    let C = try eq(
      "C", (f * CPrevious + i * g).carried(from: CPrevious, where: mask),
      stateNote("cell state", mask))
    let h = try eq(
      "h", (o * activation(C)).carried(from: hPrevious, where: mask), stateNote("output", mask))
    return [h, C]
  }
}

extension Config {
  /// The gates' activation: hard_sigmoid by default up to Keras 2.2, sigmoid from 2.3.
  func recurrentActivation() throws -> Activation {
    try activation(
      "recurrent_activation", default: version < KerasVersion(2, 3) ? "hard_sigmoid" : "sigmoid")
  }
}
