import Equations
import Tensors
import Terms

/// A Normalization layer with another formula: no mean, no deviation, or with the other sign (X7).
struct NormalizedOtherwise: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    slips("the mean not subtracted", anatomy) { term in
      term.mapping(Subtract.self) { _, operands in operands.first }
    }
      + slips("not divided by the deviation", anatomy) { term in
        term.pair(of: Divide.self).map { $0.0 }
      }
      + slips("multiplied by the deviation", anatomy) { term in
        term.pair(of: Divide.self).map { $0.0 * $0.1 }
      }
      + slips("one mean and one deviation for all features", anatomy) { term in
        term.replacing { part in
          ["mu", "sigma2"].contains(part.value?.name.ascii ?? "") && part.shape.count > 1
            ? part(Reduce(.mean)) : nil
        }
      }
      + slips("the mean added", anatomy) { term in
        term.mapping(Subtract.self) { _, operands in operands[0] + operands[1] }
      }
      + slips("without brackets: x − μ/σ", anatomy) { term in
        guard let (difference, root) = term.pair(of: Divide.self),
          let (x, mean) = difference.pair(of: Subtract.self)
        else { return nil }
        return x - mean / root
      }
      + slips("turned round, x·σ + μ", anatomy) { term in
        guard let (difference, root) = term.pair(of: Divide.self),
          let (x, mean) = difference.pair(of: Subtract.self)
        else { return nil }
        return x * root + mean
      }
  }

  private func slips(
    _ title: String, _ anatomy: Anatomy, _ change: @escaping @Sendable (Term) -> Term?
  ) -> [Slip] {
    anatomy.inCalls(
      anatomy.frames("Normalization"), .possible("X7").unpaired, "Normalization: \(title)"
    ) { $0.name.ascii == "y" ? change($0.term) : nil }
  }
}
