import Equations
import Tensors
import Terms

/// `λ/2·Σ|cosines of all pairs of rows (or columns)| / pairs`.
struct OrthogonalRegularizer: Regularizer {
  static let names = ["OrthogonalRegularizer", "orthogonal_regularizer"]
  let factor: Double
  let isByRows: Bool
  let saved: Saved

  init(_ saved: Saved) throws(Obstacle) {
    factor = try saved.double("factor", default: 0.01)
    let mode = try saved.string("mode") ?? "rows"
    guard mode == "rows" || mode == "columns" else {
      throw saved.refusal("mode", "rows or columns")
    }
    isByRows = mode == "rows"
    self.saved = saved
  }

  func penalty(of w: Term, to eq: some EquationList) throws -> Term {
    guard w.shape.rank == 2 else {
      throw saved.obstacle("the weight is \(w.shape)", "It must be a matrix.")
    }
    let u = try eq("u", Direction.of(w, along: isByRows ? 1 : 0, saved.generation), "with length 1")
    let turned = u(Permute([1, 0]))
    let size = isByRows ? w.shape[0] : w.shape[1]
    if let reason = SizeLimit.made.refusal(of: Shape([size, size])) {
      throw saved.obstacle(reason, "Train without it in Keras.")
    }
    let numbers = (0..<size * size).map { $0 % (size + 1) == 0 ? 0.0 : 1.0 }
    let others = eq.constant("others", Tensor([size, size], w.dtype, numbers))
    let cosines = try eq(
      "cosines", (isByRows ? u • turned : turned • u) * others, "of all pairs but with itself")
    let pairs = Double(size) * Double(size - 1) / 2
    return try eq(
      "penalty", .number(factor * 0.5) * cosines.absolute.sum() / .number(pairs),
      "added to the loss once")
  }
}
