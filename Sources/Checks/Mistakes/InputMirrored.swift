import Equations
import Tensors
import Terms

/// The input upside down, left for right or from its last timestep to the first (X12); the last axis is `InputReversed`'s,
/// and time before a recurrent layer alone `TimeReversed`'s.
struct InputMirrored: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let shapes = anatomy.program.inputs.map(\.shape)
    guard anatomy.program.loss == nil, let whole = shapes.max(by: { $0.rank < $1.rank }) else {
      return []
    }
    if !anatomy.hasNumbersFed {
      guard whole.rank == 1, whole[0] > 1 else { return [] }
      return [slip(anatomy, axis: 0, "with its ids from the last to the first")]
    }
    guard whole.rank > 1 else { return [] }
    let isImage = whole.rank > 2
    let words =
      isImage ? ["upside down", "left for right"] : ["from the last timestep to the first"]
    return (0..<whole.rank - 1).compactMap { axis in
      whole[axis] > 1
        ? slip(
          anatomy, axis: axis, axis < words.count ? words[axis] : "from its far end to the near one"
        )
        : nil
    }
  }

  private func slip(_ anatomy: Anatomy, axis: Int, _ title: String) -> Slip {
    anatomy.fed(.possible("X12").unpaired, title) { tensor in
      guard tensor.shape.rank > axis + 1 else { return nil }
      return tensor.reversed(axis: axis + 1)
    }
  }
}
