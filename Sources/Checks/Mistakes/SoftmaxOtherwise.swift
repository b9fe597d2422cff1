import Tensors
import Terms

/// `2ᶻ/Σ2ᶻ`, `e⁻ᶻ/Σe⁻ᶻ`, `z/Σz` and other ways to numbers that add up to 1, or that do not: for softmax (F11).
struct SoftmaxOtherwise: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, change: @Sendable (Term) -> Term)] = [
    ("the powers of 2", { ($0 * .number(0.693147180559945309))(Softmax()) }),
    ("the powers of 10", { ($0 * .number(2.302585092994045684))(Softmax()) }),
    ("e to the power of −z", { (-$0)(Softmax()) }),
    ("z divided by its sum, without e", { $0 / $0.summed }),
    ("|z| divided by its sum, without e", { $0(Abs()) / $0(Abs()).summed }),
    ("z divided by its length, without e", { $0 / $0(Square()).summed(Sqrt()) }),
    ("σ(z) divided by its sum", { $0(Sigmoid()) / $0(Sigmoid()).summed }),
    ("the logarithm of it", { $0(LogSoftmax()) }),
    ("e to the power of z, not divided by the sum", { $0(Exp()) }),
  ]

  /// What comes near to softmax where one class has all but all of it.
  private static let nearWays: [(title: String, change: @Sendable (Term) -> Term)] = [
    (
      "e to the power of z less the greatest, not divided by the sum",
      { ($0 - $0(Reduce(.max, axes: [-1], keepsAxes: true)))(Exp()) }
    ),
    (
      "1 for the greatest, 0 for the others",
      { .apply(Equal(), [$0, $0(Reduce(.max, axes: [-1], keepsAxes: true))])(Cast(.float32)) }
    ),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    slips(.known("F11").unpaired, SoftmaxOtherwise.ways, anatomy)
      + slips(.known("F11").subtle, SoftmaxOtherwise.nearWays, anatomy)
  }

  private func slips(
    _ name: MistakeName, _ ways: [(title: String, change: @Sendable (Term) -> Term)],
    _ anatomy: Anatomy
  ) -> [Slip] {
    ways.flatMap { title, change in
      Softmaxes.slips(name, "for softmax \(title)", anatomy) { z, _ in change(z) }
    }
  }
}

extension Term {
  /// The sum over the last axis, which stays.
  fileprivate var summed: Term { self(Reduce(.sum, axes: [-1], keepsAxes: true)) }
}
