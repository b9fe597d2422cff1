import Equations
import Tensors
import Terms

/// `∂U = Σ hₜᵀ·∂z` where h of the timestep before belongs.
struct StateNotPreviousInGradient: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let paths = Set(
      anatomy.gradients.filter { $0.name == "dU" && $0.term.value("h_prev") != nil }.map(\.path))
    guard !paths.isEmpty else { return [] }
    return [
      Slip(
        "T28", "∂U with h in the place of h₋₁",
        .equation("dU", in: Array(paths)) { draft in
          guard let before = draft.term.value("h_prev"), before.shape.rank == 2,
            let frame = draft.equations.calls.first(where: {
              $0.path == draft.path && $0.forward == nil
            }), let last = frame.outputs.first
          else { return nil }
          let steps = before.shape[0]
          let end = last.shape.rank == 1 ? Term.value(last)(Reshape([1, last.shape.width])) : nil
          let later = before(Slice([.range(1, steps, step: nil)]))
          let states = end.map { Term.apply(Concatenate(axis: 0), [later, $0]) } ?? .value(last)
          // Written before it, so that it reads as on a slide: ∂U = Σ hᵀ·∂z.
          let all = try? draft.equations(Name("h_all", "h"), states, "h of every timestep")
          return draft.term.replacing("h_prev") { _ in all ?? states }
        })
    ]
  }
}
