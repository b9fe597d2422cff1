/// `clip(0.2·z + 0.5)`, the hard sigmoid of Keras 1 and 2, for the recurrent activation.
struct HardSigmoidOfKeras2: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: "L18", .gru: .possible("G18")],
      "the hard sigmoid of Keras 1 and 2, 0.2z + 0.5, in the gates"
    ) { chosen in (.gates(in: chosen) { z, _ in .hardSigmoid(2, of: z) }, nil) }
  }
}
