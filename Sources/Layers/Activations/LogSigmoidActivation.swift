import Terms

/// `log_sigmoid(x) = −softplus(−x)`.
enum LogSigmoidActivation: ActivationKind {
  static let names = ["log_sigmoid"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("log_sigmoid", to: $0) { x in -(-x)(Softplus()) } }
  }
}
