import Terms

/// Another slope below 0 of leaky_relu: 0.01 of PyTorch, 0.2 of Keras' function, 0.3 of Keras 2's layer, or none (F6).
struct SlopeBelowOfAnother: Mistake {
  private static let slopes = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let others = SlopeBelowOfAnother.slopes.map { slope -> Anatomy.OtherFunction in
      ("a slope of \(slope) below 0", { $0.leaky(slope) })
    }
    let none: Anatomy.OtherFunction = ("relu, with no slope below 0,", { $0(Relu()) })
    return anatomy.inActivations(
      of: ["leaky_relu", "prelu"], .known("F6").unpaired, others + [none])
  }
}
