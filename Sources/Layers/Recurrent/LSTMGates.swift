import Equations
import Terms

/// `C = f ⊙ C₋₁ + i ⊙ g`, `h = o ⊙ act(C)`: what becomes of the sums of the blocks i, f, g, o, of units or of images.
struct LSTMGates {
  static let names = ["i", "f", "g", "o"]
  /// The sums of the blocks.
  static let sums = GateSums(name: "z", gates: names, note: "all four blocks: i f g o")

  let activation, recurrentActivation: Activation

  /// The states h and C after a timestep, for those before it.
  func states(
    _ z: [Term], from before: [Term], _ mask: Term?, to eq: Equations
  ) throws -> [Term] {
    let (hPrevious, CPrevious) = (before[0], before[1])
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
