import Equations
import Tensors
import Terms

/// What a recurrent cell drops in training, of its input and of the state that it reads: `keep ? x / (1 − rate) : 0`.
///
/// All timesteps of a sequence share one mask. Where Keras multiplies gate by gate (`implementation=1`, always with a
/// `recurrent_dropout`) every gate has a mask of its own, a row of `keep_x` or `keep_h`. tf.keras' LSTM and GRU that cuDNN
/// could run draw the input's mask anew in every timestep.
package struct CellDropout: Sendable {
  private let inputRate: Double
  private let stateRate: Double
  /// The gates that have masks of their own; none where one mask serves all.
  private let gates: [String]
  private var isPerTimestep = false
  /// Whether this is Keras' way since TensorFlow took it over, or that of Keras 3.
  private let isKnown: Bool

  /// Of a cell that drops nothing.
  package static let none = CellDropout()

  private init() { (inputRate, stateRate, gates, isKnown) = (0, 0, [], true) }

  /// Of a cell without gates.
  init(_ config: Config) throws {
    inputRate = try config.double("dropout", default: 0)
    stateRate = try config.double("recurrent_dropout", default: 0)
    gates = []
    isKnown = config.version.isTensorFlow
  }

  /// Of a cell with gates, in the order of the kernel's blocks; `isAlwaysByGate` where every gate has masks of its own
  /// whatever the config says.
  init(_ config: Config, gates: [String], isAlwaysByGate: Bool = false) throws {
    // At 1 Keras drops nothing.
    func rate(_ key: String) throws -> Double {
      let rate = try config.double(key, default: 0)
      return rate < 1 ? rate : 0
    }
    inputRate = try rate("dropout")
    stateRate = try rate("recurrent_dropout")
    isKnown = config.version.isTensorFlow
    let implementation = try config.int("implementation", default: 2)
    let isGateByGate = isAlwaysByGate || implementation == 1 || stateRate > 0
    self.gates = isGateByGate ? gates : []
  }

  /// The same in a layer of tf.keras that cuDNN could run: the input's mask alone, one for every timestep.
  var anewInEveryTimestep: CellDropout {
    var copy = self
    copy.isPerTimestep = true
    return copy
  }

  /// Whether it drops anything in training.
  var drops: Bool { inputRate > 0 || stateRate > 0 }

  var trainingRemark: String? {
    drops && !isKnown
      ? "in training it drops inputs or states in the way of Keras before TensorFlow's; here it does not"
      : nil
  }

  /// What is left of the input.
  func input(_ x: Term, _ eq: Equations) throws -> Kept {
    try kept("x", x, inputRate, isPerTimestep ? [] : gates, eq, oncePerLoop: !isPerTimestep)
  }

  /// What is left of the state.
  func state(_ h: Term, _ eq: Equations) throws -> Kept {
    try kept("h", h, stateRate, gates, eq, oncePerLoop: true)
  }

  private func kept(
    _ name: String, _ whole: Term, _ rate: Double, _ gates: [String], _ eq: Equations,
    oncePerLoop: Bool
  ) throws -> Kept {
    guard eq.isTraining, isKnown, rate > 0 else { return Kept(term: whole, isPerGate: false) }
    let shape = gates.isEmpty ? whole.shape : whole.shape.inserting(gates.count, at: 0)
    let keep = eq.draw(
      Name("keep_" + name), shape, .keeping(rate: rate), oncePerLoop: oncePerLoop)
    let when = oncePerLoop ? "the same in every timestep" : "drawn anew in every timestep"
    let rows = gates.isEmpty ? "" : ", a row for each gate: " + gates.joined(separator: " ")
    let term = try eq(
      Name(name + "_kept"), whole.dropped(where: keep, rate: rate),
      "training: dropped with probability \(rate), \(when)\(rows)")
    return Kept(term: term, isPerGate: !gates.isEmpty)
  }
}

extension Config {
  /// Whether tf.keras takes an LSTM or a GRU for one that cuDNN could run.
  func runsOnCuDNN(_ activation: Activation, _ recurrent: Activation) throws -> Bool {
    guard version.major < 3, version.isTensorFlow else { return false }
    return try activation.name == "tanh" && recurrent.name == "sigmoid"
      && double("recurrent_dropout", default: 0) == 0 && !bool("unroll", default: false)
      && bool("use_bias", default: true)
  }
}

/// What dropout leaves of an input or a state: for all gates, or a row for each.
struct Kept {
  let term: Term
  let isPerGate: Bool

  /// What one gate gets.
  func row(_ gate: Int) -> Term { isPerGate ? term(Slice([.at(gate)])) : term }
}
