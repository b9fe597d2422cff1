import Terms

/// `hard_sigmoid(x)`: a straight line from 0 to 1 in place of σ.
///
/// Keras 1 and 2 draw it as `0.2x + 0.5`, Keras 3 as `x/6 + 0.5`; the version that saved the file
/// decides.
enum HardSigmoidActivation: ActivationKind {
  static let names = ["hard_sigmoid"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    if version.major < 3 {
      // At its ends it is the line's slope that counts, as in TensorFlow's clip.
      let slope = NamedFunction.Slope.stated { x in
        0.2 * .truth(.apply(LessEqual(), [(0.2 * x)(Abs()), 0.5]), like: x)
      }
      return {
        .apply("hard_sigmoid_2", to: $0, slope: slope) { x in .minimum((0.2 * x + 0.5)(Relu()), 1) }
      }
    }
    return {
      .apply(
        "hard_sigmoid", to: $0, slope: .stated { x in .truth(.less(x(Abs()), 3), like: x) / 6 }
      ) { x in
        .minimum((x + 3)(Relu()), 6) / 6
      }
    }
  }
}
