import Terms

/// `∂C₋₁ = ∂C` where `∂C ⊙ f` belongs; in a GRU `∂h` for `∂h ⊙ z`: the gate is left out of what goes back in time.
struct CarriedWithoutGate: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(family: Anatomy.Family, name: String, gate: String, title: String)] = [
      (.lstm, "dC_prev", "f", "the forget gate left out of ∂C₋₁ = ∂C ⊙ f"),
      (.gru, "dh_prev", "z", "the gate z left out of what ∂h₋₁ gets of ∂h ⊙ z"),
    ]
    return ways.flatMap { family, name, gate, title in
      let sites = anatomy.recurrentGradients(of: [family]).filter { $0.name == name }
      return anatomy.slips("T41", title, in: sites) { _, term in
        term.replacing { part in part.isCarried(by: gate) ? part.pair(of: Multiply.self)?.0 : nil }
      }
    }
  }
}

extension Term {
  /// Whether it is `∂C ⊙ f` or `∂h ⊙ z`: a gradient of a state and a gate.
  func isCarried(by gate: String) -> Bool {
    guard let (gradient, own) = pair(of: Multiply.self) else { return false }
    return own.value?.name.ascii == gate && ["dC", "dh"].contains(gradient.value?.name.ascii)
  }
}
