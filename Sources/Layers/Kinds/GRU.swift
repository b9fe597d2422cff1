import Equations
import Tensors
import Terms

/// Gates z and r decide how much of the state stays and how much of it the candidate g sees.
///
/// W (inputs, 3·units), U (units, 3·units), the blocks in the order z, r, g (Keras' z, r, h); with `reset_after` the
/// bias is (2, 3·units), one row for the input and one for the state.
struct GRU: RecurrentLayer {
  static let classNames = ["GRU"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let cell: GRUCell
  var recurrence: Recurrence

  init(_ config: Config) throws {
    var cell = try GRUCell(config)
    if cell.resetsAfter, try config.runsOnCuDNN(cell.activation, cell.recurrentActivation) {
      cell.dropout = cell.dropout.anewInEveryTimestep
    }
    self.cell = cell
    recurrence = try Recurrence(config)
  }

  var title: String { "GRU(\(cell.units))" }
}

/// One timestep of `GRU`.
struct GRUCell: GatedCell {
  static let classNames = ["GRUCell"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let units: Int
  let useBias: Bool
  let resetsAfter: Bool
  let activation: Activation
  let recurrentActivation: Activation
  var dropout: CellDropout

  static let gates = ["z", "r", "g"]

  init(_ config: Config) throws {
    // A config of Keras 2 that does not say so was saved before the option existed.
    let resetsAfter = try config.bool("reset_after", default: config.version.major >= 3)
    try self.init(config, gateDefault: config.gateDefault, resetsAfter: resetsAfter)
  }

  /// A cell whose gates have this activation where its config names none.
  init(_ config: Config, gateDefault: String, resetsAfter: Bool) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    self.resetsAfter = resetsAfter
    activation = try config.activation(default: "tanh")
    recurrentActivation = try config.activation("recurrent_activation", default: gateDefault)
    dropout = try CellDropout(config, gates: GRUCell.gates)
  }

  var title: String { "GRUCell(\(units))" }
  var states: [CellState] { [CellState(name: "h", units: units)] }
  var weights: [WeightSpec] {
    [WeightSpec("kernel"), WeightSpec("recurrent_kernel")] + (useBias ? [WeightSpec("bias")] : [])
  }

  func gateWeights(_ inputs: Int, _ eq: Equations) throws -> GateWeights {
    let biases: Shape = resetsAfter ? [2, 3 * units] : [3 * units]
    return GateWeights(
      W: try eq.weight("kernel", as: "W", [inputs, 3 * units]),
      U: try eq.weight("recurrent_kernel", as: "U", [units, 3 * units]),
      b: useBias ? try eq.weight("bias", as: "b", biases) : nil)
  }

  func step(
    _ x: Term, _ states: [Term], _ mask: Term?, with weights: GateWeights, to eq: Equations
  ) throws -> [Term] {
    let previous = states[0]
    let (W, U, b) = (weights.W, weights.U, weights.b)
    let (x, kept) = (try dropout.input(x, eq), try dropout.state(previous, eq))
    let (z, g) =
      resetsAfter
      ? try resetAfter(x, kept, W, U, b, eq) : try resetBefore(x, kept, W, U, b, eq)
    let h = try eq(
      "h", (z * previous + (1 - z) * g).carried(from: previous, where: mask),
      stateNote("state", mask))
    return [h]
  }

  /// The reset gate acts on the state's product: `g = act(p + r ⊙ (h₋₁·U + b'))`.
  private func resetAfter(
    _ x: Kept, _ h: Kept, _ W: Term, _ U: Term, _ b: Term?, _ eq: Equations
  ) throws -> (z: Term, g: Term) {
    let p = try GRUCell.inputSums.write([(x, W)], b?(Slice([.at(0)])), to: eq)
    let q = try GRUCell.stateSums.write([(h, U)], b?(Slice([.at(1)])), to: eq)
    let z = try eq(
      "z", recurrentActivation(p[0] + q[0]), "update gate: how much of the state stays")
    let r = try eq(
      "r", recurrentActivation(p[1] + q[1]), "reset gate: how much of it the candidate sees")
    let g = try eq("g", activation(p[2] + r * q[2]), "candidate")
    return (z, g)
  }

  private static let inputSums = GateSums(
    name: "p", gates: gates, note: "the input's share: z r g")
  private static let stateSums = GateSums(
    name: "q", gates: gates, note: "the state's share: z r g")

  /// The reset gate acts on the state: `g = act(p + (r ⊙ h₋₁)·U)`.
  private func resetBefore(
    _ x: Kept, _ h: Kept, _ W: Term, _ U: Term, _ b: Term?, _ eq: Equations
  ) throws -> (z: Term, g: Term) {
    let p = try GRUCell.inputSums.write([(x, W)], b, to: eq)
    let z = try eq(
      "z", recurrentActivation(p[0] + h.row(0) • U.part(0, of: 3)),
      "update gate: how much of the state stays")
    let r = try eq(
      "r", recurrentActivation(p[1] + h.row(1) • U.part(1, of: 3)),
      "reset gate: how much of it the candidate sees")
    let g = try eq("g", activation(p[2] + (r * h.row(2)) • U.part(2, of: 3)), "candidate")
    return (z, g)
  }
}
