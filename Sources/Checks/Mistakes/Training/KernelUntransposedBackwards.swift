import Tensors
import Terms

/// `∂x = ∂z·W` for `∂z·Wᵀ` where W is square, so that no shape objects; in a recurrent layer `∂h₋₁ = ∂z·U`.
struct KernelUntransposedBackwards: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the square kernel not transposed on the way back: ∂z·W for ∂z·Wᵀ"
    let sites = anatomy.gradients.filter { ["dx", "dh_prev"].contains($0.name) }
    return anatomy.slips("T101", title, in: sites) { _, term in
      let changed = term.replacing { part in
        let turned = part.operand(of: Permute.self)
        guard let w = (turned ?? part).value, w.role == .weight, w.shape.rank == 2,
          w.shape[0] == w.shape[1], w.shape[0] > 1
        else { return nil }
        return turned ?? part(Permute())
      }
      return changed == term ? nil : changed
    }
  }
}
