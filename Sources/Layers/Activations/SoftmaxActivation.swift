import Equations

/// `softmax(x) = eˣ/Σeˣ` along the last axis.
enum SoftmaxActivation: ActivationKind {
  static let names = ["softmax"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Softmax()) }
  }
}
