import Equations
import Tensors
import Terms

/// `x.reshape(T, n, …)[t, sample]`: the batch read as if time stood before the samples, or brought so and read as it stood
/// (X11), where its axes must be transposed.
struct TimeBeforeSamples: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss == nil, anatomy.samples > 1,
      anatomy.program.inputs.contains(where: { $0.shape.rank > 1 && $0.shape[0] > 1 })
    else { return [] }
    let read = anatomy.fed(
      .known("X11").unpaired, "reshaped to (timesteps, samples), where it must be transposed"
    ) { $0.reshapedToTimeFirst(isBack: false) }
    let back = anatomy.fed(
      .known("X11").unpaired,
      "brought to (timesteps, samples) and reshaped to (samples, timesteps)"
    ) { $0.reshapedToTimeFirst(isBack: true) }
    return [read, back]
  }
}

extension Tensor {
  /// Number [n, t] is what stands at [t, n] of the numbers as they lie, or the other way round.
  fileprivate func reshapedToTimeFirst(isBack: Bool) -> Tensor? {
    guard shape.rank > 2 else { return nil }
    let (samples, steps) = (shape[0], shape[1])
    let width = shape.dims.dropFirst(2).reduce(1, *)
    let numbers = (0..<count).compactMap { element -> Double? in
      let (row, rest) = (element / max(width, 1), element % max(width, 1))
      let other =
        isBack
        ? (row % samples) * steps + row / samples : (row % steps) * samples + row / steps
      let index = other * width + rest
      return elements.indices.contains(index) ? elements[index] : nil
    }
    return holding(numbers)
  }
}
