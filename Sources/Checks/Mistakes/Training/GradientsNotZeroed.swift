import Equations
import Tensors
import Terms

/// `∂W` of all steps so far added up: gradients that are not set to zero before a step.
struct GradientsNotZeroed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let made = Set(anatomy.gradients.map { "\($0.path).\($0.name)" })
    let read = anatomy.updates.flatMap { site in
      site.term.values.map { "\(site.path).\($0.name.ascii)" }.filter(made.contains)
    }
    let known = Set(read)
    guard !known.isEmpty else { return [] }
    return [
      Slip(
        .known("T102").unpaired,
        "the gradients of the steps before added: not set to zero before each step",
        .equation { draft in
          let own = draft.term.values.filter { known.contains("\(draft.path).\($0.name.ascii)") }
          guard let gradient = own.first, !draft.name.ascii.hasSuffix("_all"),
            GradientsNotZeroed.isOfUpdate(draft),
            let sum = GradientsNotZeroed.sum(gradient, draft)
          else { return nil }
          return draft.term.replacing { $0.value == gradient ? sum : nil }
        })
    ]
  }

  /// Whether the equation is of the optimizer: it makes what stays, or what goes into that.
  private static func isOfUpdate(_ draft: Draft) -> Bool {
    let name = draft.name.ascii
    return ["_next", "_clipped", "_unscaled"].contains { name.hasSuffix($0) }
  }

  /// The gradient and all before it.
  private static func sum(_ gradient: Value, _ draft: Draft) -> Term? {
    let name = gradient.name
    if let known = draft.equations.gradient(name.ascii + "_all", of: draft.path) { return known }
    let zeros = Tensor(
      gradient.shape, gradient.dtype, [Double](repeating: 0, count: gradient.shape.count))
    let before = draft.equations.kept(
      Name(name.ascii + "_before", name.unicode + "₋₁"), ConstantArray(zeros), gradient.dtype)
    guard
      let sum = try? draft.equations(
        Name(name.ascii + "_all", "Σ" + name.unicode), before + .value(gradient))
    else { return nil }
    draft.equations.update(before, to: sum)
    return sum
  }
}
