import Equations

/// `h₋₁ = 1` before the first timestep; masks are respected.
struct InitialStateOfOnes: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R01", .lstm: "L05", .gru: "G05"], "an initial h of ones"
    ) { chosen in
      (
        InitialStateOfOnes.revision(chosen.loops, ones: [0]),
        Slip.Contrast(at: chosen.place, right: "h₋₁ = 0 at t = 0", wrong: "h₋₁ = 1 at t = 0")
      )
    }
  }

  /// The states of some places start from one, the others from zero.
  static func revision(_ paths: [String], ones: Set<Int>) -> Revision {
    .start(in: paths) { call, equations in
      call.initial = call.states.enumerated().map { index, shape in
        equations.filled(shape, equations.dtype, with: ones.contains(index) ? 1 : 0)
      }
    }
  }
}
