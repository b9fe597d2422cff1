import Equations
import Terms

/// Inputs added where they are averaged, multiplied where they are added, and so on: as another merging layer does (M8).
struct MergedOtherwise: Mistake {
  private static let words = [
    ("Add", "added"), ("Average", "averaged"), ("Multiply", "multiplied"),
    ("Subtract", "subtracted"), ("Maximum", "the greater taken"), ("Minimum", "the smaller taken"),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let merges = anatomy.merges
    return MergedOtherwise.words.flatMap { kind, word in
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
