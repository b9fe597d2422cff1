import Equations
import Terms

/// `γ ⊙ (n + β)`, `(x + μ)/√(σ² + ε)` and other slips in the formula of a normalization (N26).
struct NormalizationMisread: Mistake {
  let isOfPredictionsAlone = true

  private static let ofScale:
    [(title: String, change: @Sendable (_ n: Term, _ gamma: Term, _ beta: Term) -> Term)] = [
      ("β added before γ: γ ⊙ (n + β)", { n, gamma, beta in gamma * (n + beta) }),
      ("β subtracted", { n, gamma, beta in gamma * n - beta }),
      ("1 + γ for γ", { n, gamma, beta in (1 + gamma) * n + beta }),
      ("divided by γ", { n, gamma, beta in n / gamma + beta }),
    ]

  private static let ofNumber:
    [(title: String, change: @Sendable (_ x: Term, _ mu: Term, _ root: Term) -> Term)] = [
      ("μ added, not subtracted", { x, mu, root in (x + mu) / root }),
      ("μ not subtracted", { x, _, root in x / root }),
      ("not divided by the deviation", { x, mu, _ in x - mu }),
      ("multiplied by the deviation", { x, mu, root in (x - mu) * root }),
      ("without brackets: x − μ/√(σ² + ε)", { x, mu, root in x - mu / root }),
    ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name = MistakeName.possible("N26").unpaired
    let scaled = NormalizationMisread.ofScale.flatMap { title, change in
      Normalizations.slips(name, "normalized otherwise: \(title)", anatomy, .any) { paths in
        .equation("y", in: paths) { draft in
          guard let (product, beta) = draft.term.pair(of: Add.self), beta.value("beta") != nil,
            let (a, b) = product.pair(of: Multiply.self)
          else { return nil }
          return a.value("gamma") != nil ? change(b, a, beta) : change(a, b, beta)
        }
      }
    }
    let numbers = NormalizationMisread.ofNumber.flatMap { title, change in
      Normalizations.slips(name, "normalized otherwise: \(title)", anatomy, .any) { paths in
        .equation("n", in: paths) { draft in
          draft.term.mapping(Divide.self) { _, operands in
            guard let (x, mu) = operands[0].pair(of: Subtract.self) else { return nil }
            return change(x, mu, operands[1])
          }
        }
      }
    }
    let squares = Normalizations.slips(
      name, "normalized otherwise: by the root of the mean square, μ not taken off", anatomy,
      .ofSample
    ) { paths in
      .equation { draft in
        guard paths.contains(draft.path), draft.name.ascii == "mu" else { return nil }
        return 0 * draft.term
      }
    }
    let length = Normalizations.slips(
      name, "normalized otherwise: divided by the length of x − μ", anatomy, .layer
    ) { paths in
      .equation("n", in: paths) { draft in
        guard let (x, _) = draft.term.pair(of: Divide.self) else { return nil }
        return x / x(Square())(Reduce(.sum, axes: [-1], keepsAxes: true))(Sqrt())
      }
    }
    return scaled + numbers + squares + length
  }
}
