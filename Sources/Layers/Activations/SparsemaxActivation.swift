import Terms

/// `sparsemax(x) = max(x − τ, 0)` along the last axis, with τ as Keras computes it, which is not
/// the published one.
enum SparsemaxActivation: ActivationKind {
  static let names = ["sparsemax"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(KerasSparsemax()) }
  }
}
