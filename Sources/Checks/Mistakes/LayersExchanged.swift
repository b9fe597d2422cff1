import Equations
import Terms

/// `f(g(x))` for `g(f(x))`: two layers that follow each other, in the other order (K3).
struct LayersExchanged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let calls = anatomy.plainCalls
    return calls.compactMap { first in
      guard let second = first.reader(among: calls), !areKnown([first, second]) else { return nil }
      return Slip(
        .general("K3"), "\(second.path) before \(first.path), not behind it",
        first.revision { $0.equations.input(of: $0.path) }
          + second.revision { draft in
            guard let early = try? draft.equations("y_early", draft.term) else { return nil }
            return first.formula(of: early, in: draft.equations)
          })
    }
  }

  /// Whether they are a normalization and an activation beside it: that is a mistake of its own (N14).
  private func areKnown(_ calls: [PlainCall]) -> Bool {
    calls.contains { $0.frame.kind.contains("Normalization") }
      && calls.contains { $0.frame.weights.isEmpty && $0.output.result.name.ascii == "a" }
  }
}
