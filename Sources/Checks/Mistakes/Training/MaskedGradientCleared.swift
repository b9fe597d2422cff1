import Terms

/// `∂h₋₁ = m ? … : 0`: a timestep that is skipped hands its gradient on as it is, as it did the state.
struct MaskedGradientCleared: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.gradients.filter { $0.name.hasSuffix("_prev") }
    return anatomy.slips(
      .possible("T36"), "the gradient cleared at masked timesteps", in: sites
    ) { _, term in
      let cleared = term.replacing { part in
        guard case .apply(let op, let operands) = part, op is Select, operands.count == 3,
          operands[0].value?.role == .sequence
        else { return nil }
        return operands[1].plainNumber == 0 ? 0 : .select(operands[0], operands[1], 0)
      }
      return cleared.simplified
    }
  }
}
