import Equations
import Terms

/// `a = exp(x − m) / Σ exp(x − m)`, m the greatest x, over axes of a sample and over all samples that are fed together, as
/// Keras takes `axis=None` and axis 0.
struct SoftmaxOverSamples {
  /// The axes of a sample that it goes over beside.
  let axes: [Int]

  /// Why more samples than a batch of `predict()` have other numbers.
  static let reason = "it divides by a sum over all samples that are computed together"

  func softmax(_ x: Term, _ eq: Equations) throws -> Term {
    let (shifted, sum) = try parts(x, eq)
    return shifted(Exp()) / sum
  }

  func logSoftmax(_ x: Term, _ eq: Equations) throws -> Term {
    let (shifted, sum) = try parts(x, eq)
    return shifted - sum(Log())
  }

  /// `x − m`, and the sum of its exponentials.
  private func parts(_ x: Term, _ eq: Equations) throws -> (shifted: Term, sum: Term) {
    let own = try eq("m", over(axes, .max, x), "the greatest of the sample")
    let greatest = try eq("m_max", own(OverSamples(.max)), "the greatest of all samples")
    let shifted = try eq("z", x - greatest)
    let sums = try eq("s", over(axes, .sum, shifted(Exp())), "the sum of the sample")
    return (shifted, try eq("S", sums(OverSamples(.sum)), "the sum over all samples"))
  }

  private func over(_ axes: [Int], _ kind: Reduce.Kind, _ x: Term) -> Term {
    axes.isEmpty ? x : x(Reduce(kind, axes: axes, keepsAxes: true))
  }
}
