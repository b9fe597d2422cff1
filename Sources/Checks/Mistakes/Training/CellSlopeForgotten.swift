import Terms

/// `∂C = ∂h ⊙ o + …` where `∂h ⊙ o ⊙ (1 − tanh(C)²)` belongs; or with `1 − C²`, as if C were what tanh gave.
struct CellSlopeForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.recurrentGradients(of: [.lstm]).filter { $0.name == "dC" }
    return anatomy.slips("T40", "∂C without the slope of tanh(C)", in: sites) { _, term in
      term.mappingGateSlopes { $0.incoming }
    }
      + anatomy.slips("T40", "1 − C² for the slope of tanh(C), 1 − tanh(C)²", in: sites) {
        _, term in
        term.mappingGateSlopes { slope in
          slope.gate.operand(of: Tanh.self).map { slope.incoming * (1 - $0(Square())) }
        }
      }
  }
}
