import Terms

/// The straight lines of one Keras for those of the other, or σ itself, in the activation of a layer (F8); the gates of
/// recurrent layers have mistakes of their own.
struct HardSigmoidOfAnother: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inActivations(
      of: ["hard_sigmoid", "hard_sigmoid_2", "sigmoid"], .known("F8").unpaired,
      [
        ("the hard sigmoid of Keras 3, x/6 + 0.5,", { .hardSigmoid(3, of: $0) }),
        ("the hard sigmoid of Keras 1 and 2, 0.2x + 0.5,", { .hardSigmoid(2, of: $0) }),
      ])
      + anatomy.inActivations(
        of: ["hard_sigmoid", "hard_sigmoid_2"], .known("F8").unpaired,
        [("σ", { $0(Sigmoid()) }), ("tanh", { $0(Tanh()) })])
  }
}
