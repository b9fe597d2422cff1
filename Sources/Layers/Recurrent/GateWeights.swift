import Equations
import Tensors
import Terms

/// What the gates of a cell weigh their sums by: W (inputs, gates·units), U (units, gates·units), and b; the gates' blocks
/// stand side by side.
struct GateWeights {
  let W, U: Term
  let b: Term?
}

/// A cell whose gates' weights may come from elsewhere than its own file entries.
protocol GatedCell: Cell {
  static var gates: [String] { get }
  var units: Int { get }

  /// Its own weights, for inputs of a length.
  func gateWeights(_ inputs: Int, _ eq: Equations) throws -> GateWeights

  /// Writes one timestep with these weights.
  func step(
    _ x: Term, _ states: [Term], _ mask: Term?, with weights: GateWeights, to eq: Equations
  ) throws -> [Term]
}

extension GatedCell {
  func step(_ x: Term, _ states: [Term], _ mask: Term?, to eq: Equations) throws -> [Term] {
    let weights = try gateWeights(x.shape.width, eq)
    return try step(x, states, mask, with: weights, to: eq)
  }
}
