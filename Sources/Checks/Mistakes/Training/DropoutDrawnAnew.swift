import Equations
import Terms

/// `∂x = ∂y` where dropout put zeros, or zeros where it put none: the gradient goes back through the mask of the way there.
struct DropoutDrawnAnew: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let names = anatomy.keptNames
    guard !names.isEmpty else { return [] }
    let title = "dropout left out on the way back"
    let plain = anatomy.slips("T31", title, in: anatomy.gradients) { _, term in
      term.mappingKept(by: names) { _, kept in kept.unscaled ?? kept }
    }
    let scaled = anatomy.slips("T31", title + ", but for 1/(1 − rate)", in: anatomy.gradients) {
      _, term in
      term.mappingKept(by: names) { _, kept in kept }
    }
    return plain + scaled + (anatomy.maskBackwards.map { [DropoutDrawnAnew.anew($0, names)] } ?? [])
  }

  /// What all masks are chosen from: every gradient of a call goes back.
  static func keepingAll(_ path: String, _ anatomy: Anatomy) -> Slip {
    let names = anatomy.keptNames
    return Slip(
      "T31", "",
      .equation { draft in
        guard draft.path == path, draft.equations.isGradient else { return nil }
        return draft.term.mappingKept(by: names) { _, kept in kept }
      })
  }

  /// With the mask that the numbers asked about have.
  private static func anew(_ mask: MaskBackwards, _ names: Set<String>) -> Slip {
    Slip(
      "T31", "dropout's mask drawn anew for the way back",
      .equation { draft in
        guard draft.path == mask.path, draft.equations.isGradient else { return nil }
        return draft.term.mappingKept(by: names) { _, kept in
          let keep = draft.equations.constant("keep_anew", mask.keep)(OwnSample())
          return .select(keep, kept, 0)
        }
      })
  }
}
