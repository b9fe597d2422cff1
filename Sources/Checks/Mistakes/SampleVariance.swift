import Equations
import Tensors
import Terms

/// `σ² = Σ(x − μ)²/(n − 1)`: the variance of a sample, where Keras divides by n (N8); as PyTorch's `std` gives it, with
/// another ε or with ε outside of the root besides (N21).
struct SampleVariance: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the variance with n − 1"
    let others: [(title: String, revision: @Sendable ([String]) -> Revision)] = [
      (" and without ε", { Normalizations.epsilon(0, $0) }),
      (" and ε = 1e-5", { Normalizations.epsilon(1e-5, $0) }),
      (" and ε = 1e-6", { Normalizations.epsilon(1e-6, $0) }),
      (" and ε outside of the root", { Normalizations.epsilonOutside(nil, $0) }),
      (" and ε = 1e-5 outside of the root", { Normalizations.epsilonOutside(1e-5, $0) }),
      (" and ε = 1e-6 outside of the root", { Normalizations.epsilonOutside(1e-6, $0) }),
      (" and ε = 1e-8 outside of the root", { Normalizations.epsilonOutside(1e-8, $0) }),
    ]
    return Normalizations.slips("N8", title, anatomy, .ofSample, SampleVariance.revision)
      + others.flatMap { end, other in
        Normalizations.slips(.possible("N21").unpaired, title + end, anatomy, .ofSample) {
          SampleVariance.revision($0) + other($0)
        }
      }
  }

  static func revision(_ paths: [String]) -> Revision {
    .equation("sigma2", in: paths) { draft in
      let names = ["x", "x_wide", "x_groups"]
      guard let x = names.lazy.compactMap({ draft.term.value($0) }).first else { return nil }
      let count = x.shape.count / max(draft.term.shape.count, 1)
      return count > 1 ? draft.term * .number(Double(count) / Double(count - 1)) : nil
    }
  }
}
