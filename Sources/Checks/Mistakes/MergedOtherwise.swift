import Equations
import Terms

/// Inputs added where they are averaged, multiplied where they are added, and so on: as another merging layer does (M8).
struct MergedOtherwise: Mistake {
  private static let words = [
    ("Add", "added"), ("Average", "averaged"), ("Multiply", "multiplied"),
    ("Subtract", "subtracted"), ("Maximum", "the greater taken"), ("Minimum", "the smaller taken"),
  ]

  private static let distances: [(title: String, change: @Sendable (Term) -> Term)] = [
    ("the distance |x₁ − x₂|, not the difference", { $0(Abs()) }),
    ("the square of the difference", { $0(Square()) }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let merges = anatomy.merges
    let differences = anatomy.frames("Subtract")
    let distances = MergedOtherwise.distances.flatMap { title, change in
      anatomy.inCalls(differences, .possible("M8").unpaired, title) { draft in
        draft.name.ascii == "y" ? change(draft.term) : nil
      }
    }
    return distances
      + MergedOtherwise.words.flatMap { kind, word in
        merges.map(\.kind).distinct.filter { $0 != kind }.flatMap { own in
          anatomy.inCalls(
            merges.filter { $0.kind == own }, .known("M8").unpaired,
            "\(word), as \(kind) does, not as \(own)"
          ) { draft in
            guard draft.name.ascii == "y" else { return nil }
            return draft.term.merged(by: own).flatMap { Term.merging($0, by: kind) }
          }
        }
      }
  }
}
