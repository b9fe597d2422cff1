import Equations
import Terms

/// `exp(z)/Σ exp(z)` with the sum over all rows of the batch.
struct SoftmaxOverBatch: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Softmaxes.slips("L14", "softmax over the whole batch", anatomy) { z, samples in
      let all = z(AllSamples(count: samples))
      let highest = all(Reduce(.max))
      return (z - highest)(Exp()) / (all - highest)(Exp())(Reduce(.sum))
    }
  }
}

/// What mistakes with the last softmax share.
enum Softmaxes {
  static func slips(
    _ id: String, _ title: String, _ anatomy: Anatomy,
    _ change: @escaping @Sendable (Term, Int) -> Term
  ) -> [Slip] {
    guard let last = anatomy.last, last.isApplied(Softmax.self) else { return [] }
    let samples = anatomy.samples
    return [
      Slip(
        id, title,
        .equation("a", in: [last.path]) { change(Anatomy.argument($0.term), samples) })
    ]
  }
}
