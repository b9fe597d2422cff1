import Equations
import Tensors
import Terms

/// `y = x ⊙ mask/(1 − rate)` at inference, `mask = default_rng(0).random(shape) ≥ rate`.
///
/// Of all the masks that training may draw, the one that a NumPy script with seed 0 draws.
struct DropoutMasked: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let samples = anatomy.samples
    return Dropouts.slips("D20", "dropout's training mask at inference, seed 0", anatomy) {
      draft, rate in
      let x = draft.term
      guard rate < 1, x.value != nil else { return nil }
      var generator = NumPyRandom(seed: 0)
      let shape = x.shape.inserting(samples, at: 0)
      let mask = (0..<shape.count).map { _ in generator.uniform() >= rate ? 1.0 : 0 }
      return x * draft.equations.constant("mask", Tensor(shape, .float32, mask))(OwnSample())
        / .number(1 - rate)
    }
  }
}
