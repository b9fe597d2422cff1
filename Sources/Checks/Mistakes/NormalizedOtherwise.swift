import Equations
import Terms

/// A Normalization layer with another formula: no mean, no deviation (X7).
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
  }

  private func slips(
    _ title: String, _ anatomy: Anatomy, _ change: @escaping @Sendable (Term) -> Term?
  ) -> [Slip] {
    anatomy.inCalls(
      anatomy.frames("Normalization"), .possible("X7").unpaired, "Normalization: \(title)"
    ) { $0.name.ascii == "y" ? change($0.term) : nil }
  }
}
