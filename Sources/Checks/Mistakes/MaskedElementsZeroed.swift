import Equations
import Terms

/// Every masked element is taken as 0 and no timestep is skipped, as numpy.ma's own dot does.
struct MaskedElementsZeroed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let paths = anatomy.frames("Masking").map(\.path)
    guard !paths.isEmpty else { return [] }
    let zeroed = Revision.equation("y", in: paths) { draft in
      var differs: Term?
      draft.term.visit { if case .apply(let op, _) = $0, op is NotEqual { differs = $0 } }
      guard let differs, let x = differs.children.first else { return nil }
      return .select(differs, x, 0)
    }
    return anatomy.inRecurrent(
      [.simpleRNN: "R07", .lstm: .possible("L40"), .gru: .possible("G10")],
      "masked elements taken as 0, no step skipped"
    ) { chosen in
      (
        zeroed + .start(in: chosen.loops) { call, _ in call.mask = nil },
        .masks(chosen, "masked elements as 0")
      )
    }
  }
}
