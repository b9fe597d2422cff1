import Terms

/// `∂z = ∂a`: the slope of an activation is forgotten.
struct SlopeForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.slips("T08", "the slope of the activation forgotten", in: anatomy.activationSlopes) {
      site, term in
      guard let activated = anatomy.activation(of: site) else { return nil }
      // ∂a ⊙ a ⊙ (1 − a), ∂a ⊙ (1 − a²), ∂a ⊙ (z > 0)
      let isOfTwo = activated.isApplied(Sigmoid.self)
      guard isOfTwo || activated.isApplied(Tanh.self) || activated.isApplied(Relu.self),
        let (rest, _) = term.pair(of: Multiply.self)
      else { return nil }
      return (isOfTwo ? rest.pair(of: Multiply.self)?.0 : rest)?.spread(to: term.shape)
    }
  }
}
