import Terms

/// `softmax(x) = eˣ/Σeˣ` along the last axis.
enum SoftmaxActivation: ActivationKind {
  /// `softmax_v2` is TensorFlow's name for the same function.
  static let names = ["softmax", "softmax_v2"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Softmax()) }
  }
}
