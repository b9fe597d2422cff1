import Tensors
import Terms

/// `w` as the step left it, where a constraint brings it back; or lengths along the other axis of a kernel.
struct ConstraintForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let names = Set(
      anatomy.updates.filter { $0.name.hasSuffix("_next") }.map { "\($0.path).\($0.name)" })
    let forgotten = anatomy.slips(
      "T104", "the constraint of the weight left out", in: anatomy.updates
    ) { site, term in
      guard !site.name.hasSuffix("_next"), !site.name.hasPrefix("norms") else { return nil }
      let left = term.values.first { names.contains("\(site.path).\($0.name.ascii)") }
      return left.map { .value($0) }
    }
    let norms = anatomy.updates.filter { $0.name.hasPrefix("norms_") }
    let turned = anatomy.slips(
      "T104", "the constraint's lengths along the other axis", in: norms
    ) { _, term in
      term.mapping(Reduce.self) { op, operands in
        guard let w = operands.first, w.shape.rank == 2, op.axes == [0] || op.axes == [1] else {
          return nil
        }
        return w(Reduce(op.kind, axes: op.axes == [0] ? [1] : [0], keepsAxes: true))
      }
    }
    return forgotten + turned
  }
}
