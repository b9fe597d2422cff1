import Equations

/// An initial C of −1, as some scripts give it, and all else right.
struct InitialCell: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: .possible("L26c")], "an initial C of −1") { chosen in
      (
        InitialCell.revision(chosen.loops, -1),
        Slip.Contrast(at: chosen.place, right: "C₋₁ = 0 at t = 0", wrong: "C₋₁ = −1 at t = 0")
      )
    }
  }

  static func revision(_ loops: [String], _ number: Double) -> Revision {
    .start(in: loops) { call, equations in
      guard call.states.count == 2 else { return }
      call.initial = call.states.enumerated().map { index, shape in
        equations.filled(shape, equations.dtype, with: index == 1 ? number : 0)
      }
    }
  }
}
