/// `clip(z/6 + 0.5)`, the hard sigmoid of Keras 3, for the recurrent activation.
struct HardSigmoidOfKeras3: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: "L19", .gru: .possible("G19")], "the hard sigmoid of Keras 3, z/6 + 0.5, in the gates"
    ) { chosen in (.gates(in: chosen) { z, _ in .hardSigmoid(3, of: z) }, nil) }
  }
}
