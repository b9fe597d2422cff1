import Equations
import Terms

/// A Rescaling layer with another formula: its offset left out, or added before, or the usual ones of images (X6).
struct RescaledOtherwise: Mistake {
  private static let ways: [(title: String, change: @Sendable (Term, Term, Term?) -> Term?)] = [
    ("its offset left out", { x, scale, offset in offset.map { _ in x * scale } }),
    ("its scale left out", { x, _, offset in offset.map { x + $0 } }),
    (
      "its offset added before the product", { x, scale, offset in offset.map { (x + $0) * scale } }
    ),
    ("its offset subtracted", { x, scale, offset in offset.map { x * scale - $0 } }),
    ("divided by the scale", { x, scale, offset in x / scale + offset }),
    ("its scale and offset exchanged", { x, scale, offset in offset.map { x * $0 + scale } }),
    (
      "turned round, (x − offset)/scale", { x, scale, offset in offset.map { (x - $0) / scale } }
    ),
    ("x/255", { x, _, _ in x / 255 }),
    ("x/127.5 − 1", { x, _, _ in x / 127.5 - 1 }),
    ("x/127.5 with no − 1", { x, _, _ in x / 127.5 }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    RescaledOtherwise.ways.flatMap { title, change in
      anatomy.inCalls(
        anatomy.frames("Rescaling"), .known("X6").unpaired, "Rescaling otherwise: \(title)"
      ) { draft in
        guard draft.name.ascii == "y" else { return nil }
        let (product, offset) =
          draft.term.pair(of: Add.self).map { ($0, Optional($1)) } ?? (draft.term, nil)
        guard let (x, scale) = product.pair(of: Multiply.self) else { return nil }
        return change(x, scale, offset)
      }
    }
  }
}
