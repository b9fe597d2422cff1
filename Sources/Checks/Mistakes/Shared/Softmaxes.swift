import Equations
import Terms

/// What mistakes with the last softmax share.
enum Softmaxes {
  static func slips(
    _ name: MistakeName, _ title: String, _ anatomy: Anatomy,
    _ change: @escaping @Sendable (Term, Int) -> Term
  ) -> [Slip] {
    // A loss of the logits does not read what it gives.
    guard let last = anatomy.last, last.isApplied(Softmax.self), !anatomy.hasLossOfLogits else {
      return []
    }
    let samples = anatomy.samples
    return [
      Slip(
        name, title,
        .equation("a", in: [last.path]) { change(Anatomy.argument($0.term), samples) })
    ]
  }
}
