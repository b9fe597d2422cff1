import Equations
import Tensors
import Terms

/// Ids one too large or one too small: counted from 1 where the table begins with 0, or without the row of the padding.
struct IdsShifted: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("Embedding")
    let ways: [(title: String, shift: @Sendable (_ ids: Term, _ rows: Int) -> Term)] = [
      ("one too large", { ids, rows in .apply(Minimum(), [ids + 1, .number(Double(rows - 1))]) }),
      ("one too small", { ids, _ in .apply(Maximum(), [ids - 1, 0]) }),
      // NumPy's row −1 is the last.
      ("one too small, −1 being the last row", { ids, _ in ids - 1 }),
    ]
    return [false, true].flatMap { shiftsMask in
      ways.flatMap { title, shift in
        anatomy.inEach(frames) { frames in
          let paths = frames.map(\.path)
          return Slip(
            "I1", "ids \(title)\(shiftsMask ? ", also where they mask" : "")",
            .equation { draft in
              guard paths.contains(draft.path),
                let E = draft.name.ascii == "m" ? nil : draft.term.value("E")
              else {
                return shiftsMask && paths.contains(draft.path) && draft.name.ascii == "m"
                  ? draft.term.replacing("x") { shift($0, .max) } : nil
              }
              return draft.term.replacing("x") { shift($0, E.shape[0]) }
            })
        }
      }
    }
  }
}
