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
    cell = try GRUCell(config)
    recurrence = try Recurrence(config)
  }

  var title: String { "GRU(\(cell.units))" }
}

/// One timestep of `GRU`.
struct GRUCell: Cell {
  static let classNames = ["GRUCell"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let units: Int
  let useBias: Bool
  let resetsAfter: Bool
  let activation: Activation
  let recurrentActivation: Activation

  init(_ config: Config) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    // A config that does not say so was saved before the option existed.
    resetsAfter = try config.bool("reset_after", default: false)
    activation = try config.activation(default: "tanh")
    recurrentActivation = try config.recurrentActivation()
  }

  var title: String { "GRUCell(\(units))" }
  var states: [CellState] { [CellState(name: "h", units: units)] }
  var weights: [WeightSpec] {
    [WeightSpec("kernel"), WeightSpec("recurrent_kernel")] + (useBias ? [WeightSpec("bias")] : [])
  }

  func step(_ x: Term, _ states: [Term], _ mask: Term?, to eq: Equations) throws -> [Term] {
    let previous = states[0]
    let W = try eq.weight("kernel", as: "W", [x.shape.width, 3 * units])
    let U = try eq.weight("recurrent_kernel", as: "U", [units, 3 * units])
    let b =
      useBias ? try eq.weight("bias", as: "b", resetsAfter ? [2, 3 * units] : [3 * units]) : nil
    let (z, g) =
      resetsAfter
      ? try resetAfter(x, previous, W, U, b, eq) : try resetBefore(x, previous, W, U, b, eq)
    let h = try eq(
      "h", (z * previous + (1 - z) * g).carried(from: previous, where: mask),
      stateNote("state", mask))
    return [h]
  }

  /// The reset gate acts on the state's product: `g = act(p + r ⊙ (h₋₁·U + b'))`.
  private func resetAfter(
    _ x: Term, _ h: Term, _ W: Term, _ U: Term, _ b: Term?, _ eq: Equations
  ) throws -> (z: Term, g: Term) {
    let p = try eq("p", x • W + b?(Slice([.at(0)])), "the input's share: z r g")
    let q = try eq("q", h • U + b?(Slice([.at(1)])), "the state's share: z r g")
    let z = try eq(
      "z", recurrentActivation(p.part(0, of: 3) + q.part(0, of: 3)),
      "update gate: how much of the state stays")
    let r = try eq(
      "r", recurrentActivation(p.part(1, of: 3) + q.part(1, of: 3)),
      "reset gate: how much of it the candidate sees")
    let g = try eq("g", activation(p.part(2, of: 3) + r * q.part(2, of: 3)), "candidate")
    return (z, g)
  }

  /// The reset gate acts on the state: `g = act(p + (r ⊙ h₋₁)·U)`.
  private func resetBefore(
    _ x: Term, _ h: Term, _ W: Term, _ U: Term, _ b: Term?, _ eq: Equations
  ) throws -> (z: Term, g: Term) {
    let p = try eq("p", x • W + b, "the input's share: z r g")
    let z = try eq(
      "z", recurrentActivation(p.part(0, of: 3) + h • U.part(0, of: 3)),
      "update gate: how much of the state stays")
    let r = try eq(
      "r", recurrentActivation(p.part(1, of: 3) + h • U.part(1, of: 3)),
      "reset gate: how much of it the candidate sees")
    let g = try eq(
      "g", activation(p.part(2, of: 3) + (r * h) • U.part(2, of: 3)), "candidate")
    return (z, g)
  }
}
