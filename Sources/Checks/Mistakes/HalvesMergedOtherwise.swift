import Equations
import Terms

/// The halves of Bidirectional added where they are averaged, multiplied where they are added, and so on (B7).
struct HalvesMergedOtherwise: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, join: @Sendable (Term, Term) -> Term)] = [
    ("added, as merge_mode=\"sum\" does", { $0 + $1 }),
    ("averaged, as merge_mode=\"ave\" does", { ($0 + $1) / 2 }),
    ("multiplied, as merge_mode=\"mul\" does", { $0 * $1 }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    return HalvesMergedOtherwise.ways.flatMap { title, join in
      anatomy.inCalls(
        anatomy.frames("Bidirectional"), .known("B7").unpaired, "the halves \(title)"
      ) { draft in
        guard draft.name.ascii == "y", let ahead = draft.term.value("y_fwd"),
          let behind = draft.term.value("y_back"), !draft.term.contains(Concatenate.self)
        else { return nil }
        return join(ahead, behind)
      }
    }
  }
}
