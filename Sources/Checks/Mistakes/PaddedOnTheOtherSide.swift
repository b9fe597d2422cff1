import Tensors

/// Sequences of ids padded in front where the padding stands behind, or behind where it stands in front.
struct PaddedOnTheOtherSide: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard !anatomy.frames("Embedding").isEmpty else { return [] }
    return [true, false].map { isInFront in
      Slip(
        "I2",
        isInFront
          ? "sequences padded in front, not behind" : "sequences padded behind, not in front",
        contrast: Slip.Contrast(
          at: "the input", right: "zeros as they were fed",
          wrong:
            "the zeros at the \(isInFront ? "end" : "start") of a sequence moved to its \(isInFront ? "start" : "end")"
        ),
        inputs: { $0.map { $0.padded(inFront: isInFront) } })
    }
  }
}

extension Tensor {
  /// The sequences (samples, timesteps) of whole numbers with the zeros at one end moved to the other.
  fileprivate func padded(inFront: Bool) -> Tensor {
    guard shape.rank == 2, elements.allSatisfy({ $0 == $0.rounded() }) else { return self }
    let length = shape[1]
    let rows = (0..<shape[0]).flatMap { row -> [Double] in
      let ids = Array(elements[row * length..<(row + 1) * length])
      let zeros = [Double](
        repeating: 0, count: (inFront ? ids.reversed() : ids).prefix { $0 == 0 }.count)
      return inFront ? zeros + ids.dropLast(zeros.count) : ids.dropFirst(zeros.count) + zeros
    }
    return Tensor(shape, dtype, rows)
  }
}
