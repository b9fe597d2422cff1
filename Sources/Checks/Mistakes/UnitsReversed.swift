import Equations
import Tensors
import Terms

/// `a[::-1]`: the units of a dense layer from the last to the first, or the classes of the output (D27).
struct UnitsReversed: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let last = anatomy.dense.last.map(\.path)
    let inside = anatomy.inCalls(
      anatomy.dense.filter { $0.path != last }, .possible("D27").unpaired,
      "the units from the last to the first"
    ) { $0.name.ascii == "a" ? $0.term.unitsReversed : nil }
    let outside = anatomy.program.outputs.contains { $0.shape.rank > 0 && $0.shape.width > 1 }
    return inside
      + (outside && anatomy.program.loss == nil
        ? [
          Slip(
            .possible("D27").unpaired, "the outputs from the last to the first",
            .output { terms, equations in
              try terms.map { term in
                guard let value = term.value, let reversed = term.unitsReversed else { return term }
                return try equations(value.name, reversed)
              }
            },
            contrast: Slip.Contrast(
              at: "the output", right: "units 0, 1, …", wrong: "…, 1, 0"))
        ] : [])
  }
}

extension Term {
  /// The last axis from its end; nil where it has one element.
  fileprivate var unitsReversed: Term? {
    guard shape.rank > 0, shape.width > 1 else { return nil }
    let all = [Slice.Index](repeating: .all, count: shape.rank - 1)
    return self(Slice(all + [.range(nil, nil, step: -1)]))
  }
}
