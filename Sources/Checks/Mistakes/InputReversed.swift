import Equations
import Tensors
import Terms

/// The channels of the input in the order turned round, blue, green, red for red, green, blue (X4); other inputs with the
/// numbers of their last axis from the end.
struct InputReversed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.hasNumbersFed else { return [] }
    let shapes = anatomy.program.inputs.map(\.shape)
    return [-1, 0].compactMap { place -> Slip? in
      let axes = Set(
        shapes.compactMap { shape -> Int? in
          let axis = place < 0 ? shape.rank - 1 : place
          // In front stand channels where there are three of them before two axes of places.
          guard shape.rank > (place < 0 ? 0 : 2), place < 0 || shape[0] == 3 else { return nil }
          return shape[axis]
        })
      guard let length = axes.max(), length > 1 else { return nil }
      let areColors = length == 3 && shapes.contains { $0.rank > 2 }
      let title =
        areColors
        ? "with its channels turned round: B, G, R for R, G, B"
        : "with its last axis from the end to the beginning"
      return anatomy.fed(.known("X4").unpaired, title) { tensor in
        guard tensor.shape.rank > (place < 0 ? 1 : 3) else { return nil }
        return tensor.reversed(axis: place < 0 ? tensor.shape.rank - 1 : 1)
      }
    }
  }
}

extension Tensor {
  /// The numbers with the order along an axis turned round.
  func reversed(axis: Int) -> Tensor? {
    let length = shape[axis]
    let numbers = (0..<count).compactMap { element -> Double? in
      var index = shape.index(of: element)
      index[axis] = length - 1 - index[axis]
      return shape.element(at: index).map { elements[$0] }
    }
    return holding(numbers)
  }
}
