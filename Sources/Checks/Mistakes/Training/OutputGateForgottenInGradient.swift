import Terms

/// `∂C = ∂h ⊙ (1 − tanh(C)²) + …` where o belongs beside ∂h.
struct OutputGateForgottenInGradient: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.recurrentGradients(of: [.lstm]).filter { $0.name == "dC" }
    return anatomy.slips("T42", "the output gate left out of ∂C", in: sites) { _, term in
      term.replacing { part in
        guard let (gradient, gate) = part.pair(of: Multiply.self),
          gate.value?.name.ascii == "o"
        else { return nil }
        return gradient
      }
    }
  }
}
