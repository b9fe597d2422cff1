import Tensors
import Terms

/// `y` for `y·(1 − s) + s/k`: the labels are not smoothed, or twice; or s is shared by the other classes alone.
struct SmoothingIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.losses.filter { $0.name == "y_smooth" }
    let ignored = anatomy.slip("T62", "the label smoothing ignored", in: sites) { _, term in
      Smoothed(term)?.y
    }
    let others = anatomy.slip(
      "T62", "the smoothing shared by the other classes alone, s/(k − 1)", in: sites
    ) { _, term in
      guard let smoothed = Smoothed(term), smoothed.y.shape.width > 1 else { return nil }
      let share = (1 - smoothed.rest) / Double(smoothed.y.shape.width - 1)
      return smoothed.y * .number(smoothed.rest) + (1 - smoothed.y) * .number(share)
    }
    let twice = anatomy.slip("T62", "the label smoothing applied twice", in: sites) { _, term in
      guard let y = Smoothed(term)?.y else { return nil }
      return term.replacing { $0 == y ? term : nil }
    }
    return [ignored, twice, others].compactMap { $0 }
  }
}

/// The parts of `y ⊙ (1 − s) + s/k`.
private struct Smoothed {
  let y: Term
  let rest: Double

  init?(_ term: Term) {
    guard let (kept, _) = term.pair(of: Add.self), let (y, number) = kept.pair(of: Multiply.self),
      let rest = number.plainNumber
    else { return nil }
    (self.y, self.rest) = (y, rest)
  }
}
