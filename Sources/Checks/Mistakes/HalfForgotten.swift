import Equations
import Tensors
import Terms

/// `y = y_fwd` for `y_fwd + y_back`: one half of Bidirectional alone, or in both places; or their numbers in turn, unit by
/// unit (B8).
struct HalfForgotten: Mistake {
  let isOfPredictionsAlone = true

  private static let ways:
    [(title: String, change: @Sendable (_ ahead: Term, _ behind: Term, _ term: Term) -> Term?)] = [
      ("the forward half alone", { ahead, _, term in term.joins ? nil : ahead }),
      ("the backward half alone", { _, behind, term in term.joins ? nil : behind }),
      ("the forward half twice", { ahead, _, term in term.joins ? pair(ahead, ahead) : nil }),
      ("the backward half twice", { _, behind, term in term.joins ? pair(behind, behind) : nil }),
      (
        "zeros for the backward half",
        { ahead, behind, term in term.joins ? pair(ahead, 0 * behind) : nil }
      ),
      (
        "the numbers of the halves in turn, unit by unit",
        { ahead, behind, term in
          guard term.joins else { return nil }
          let dims = ahead.shape.dims
          let both = pair(ahead(Reshape(dims + [1])), behind(Reshape(dims + [1])))
          return both(Reshape(term.shape.dims))
        }
      ),
    ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    HalfForgotten.ways.flatMap { title, change in
      anatomy.inCalls(anatomy.frames("Bidirectional"), .known("B8").unpaired, title) { draft in
        guard draft.name.ascii == "y", let ahead = draft.term.value("y_fwd"),
          let behind = draft.term.value("y_back"), ahead.shape == behind.shape
        else { return nil }
        return change(ahead, behind, draft.term)
      }
    }
  }

  private static func pair(_ a: Term, _ b: Term) -> Term { .apply(Concatenate(), [a, b]) }
}

extension Term {
  /// Whether it puts arrays side by side.
  fileprivate var joins: Bool { contains(Concatenate.self) }
}
