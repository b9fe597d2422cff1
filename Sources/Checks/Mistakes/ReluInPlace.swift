import Equations
import Terms

/// A relu that clips its argument in place: `h = o ⊙ relu(C)`, and C itself is clipped too.
///
/// L26 starts from C₋₁ = −1 besides.
struct ReluInPlace: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let starts: [(name: MistakeName, initial: Double?)] = [("L25", nil), ("L26", -1)]
    return starts.flatMap { name, initial in
      [false, true].flatMap { hasRelu in
        anatomy.inRecurrent(
          [.lstm: name],
          "relu changes C in place" + (initial == nil ? "" : ", with an initial C of −1")
            + (hasRelu ? ", the candidate through relu" : "")
        ) { chosen in
          var revision = ReluInPlace.clipping(chosen.paths)
          if hasRelu {
            revision =
              revision
              + .equation("g", in: chosen.paths) { $0.term.application.argument(Relu()) }
          }
          guard let initial else { return (revision, nil) }
          return (revision + InitialCell.revision(chosen.loops, initial), nil)
        }
      }
    }
  }

  private static func clipping(_ paths: [String]) -> Revision {
    .unmasked("C", in: paths) { term, _ in term(Relu()) }
      + .output(in: paths) { cell, _ in cell }
  }
}
