import Terms

/// `log_softmax(x) = ln softmax(x)` along the last axis.
enum LogSoftmaxActivation: ActivationKind {
  static let names = ["log_softmax"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(LogSoftmax()) }
  }
}
