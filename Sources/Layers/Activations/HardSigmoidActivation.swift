import Terms

/// `hard_sigmoid(x)`: a straight line from 0 to 1 in place of σ.
///
/// Keras 1 and 2 draw it as `0.2x + 0.5`, Keras 3 as `x/6 + 0.5`; the version that saved the file
/// decides.
enum HardSigmoidActivation: ActivationKind {
  static let names = ["hard_sigmoid"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    if version.major < 3 {
      return { .apply("hard_sigmoid_2", to: $0) { x in .minimum((0.2 * x + 0.5)(Relu()), 1) } }
    }
    return { .apply("hard_sigmoid", to: $0) { x in .minimum((x + 3)(Relu()), 6) / 6 } }
  }
}
