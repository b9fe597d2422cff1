import Terms

/// Vectors brought to length 1, as cosines and OrthogonalRegularizer want them.
enum Direction {
  /// `x · min(1/√Σx², 1e7)`; before Keras 3 TensorFlow's `x · 1/√max(Σx², 1e-12)`.
  static func of(_ x: Term, along axis: Int, _ generation: Generation) -> Term {
    let square = x.squared.sum([axis], keepsAxes: true)
    guard generation == .keras3 else { return x * Term.maximum(square, 1e-12)(Rsqrt()) }
    return x * Term.minimum(square(Rsqrt()), 1e7)
  }
}
