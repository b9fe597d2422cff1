import Equations
import Terms

/// `h₋₁·U` is left out: every timestep stands alone.
struct NoRecurrence: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "no recurrence: h₋₁·U left out"
    let dropped = anatomy.inRecurrent(
      [.simpleRNN: "R09", .lstm: "L11", .gru: .possible("G11")], title
    ) { chosen in (NoRecurrence.revision(chosen.paths), nil) }
    // The last timestep by itself, whatever the mask says of it.
    let last = [false, true].flatMap { isRaw in
      anatomy.inRecurrent(
        [.simpleRNN: "R09"], title + ", last timestep only" + (isRaw ? ", as it was fed" : "")
      ) { chosen in
        let alone = Revision.start(in: chosen.loops) { call, equations in
          guard call.mask != nil else { return }
          let input = isRaw ? equations.unmasked(call.input) : call.input
          call.input = try equations("x_last", input(Slice([.range(-1, nil, step: nil)])))
          call.mask = nil
        }
        return (NoRecurrence.revision(chosen.paths) + alone, nil)
      }
    }
    return dropped + last
  }

  private static func revision(_ paths: [String]) -> Revision {
    .equation { draft in
      guard paths.contains(draft.path) else { return nil }
      return draft.term.replacing { part in
        part.without { summand in
          guard case .apply(let op, _) = summand, op is MatMul || op is Convolve else {
            return false
          }
          return summand.value("U") != nil
        }
      }
    }
  }
}
