import Equations
import Tensors
import Terms

/// A sample's numbers in another order: reshaped where the axes must be transposed (X1), or with two axes exchanged (X2).
struct InputInAnotherOrder: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let shapes = anatomy.program.inputs.map(\.shape)
    let rank = shapes.map(\.rank).max() ?? 0
    guard rank > 1 else { return [] }
    // Of a square this is an exchange of its axes.
    let isSquare = rank == 2 && !shapes.contains { $0.rank == 2 && $0[0] != $0[1] }
    var filled = isSquare ? [] : [Array((0..<rank).reversed())]
    // (channels, …places) in the memory of (…places, channels).
    if rank > 2 { filled.append([rank - 1] + Array(0..<rank - 1)) }
    let whole = shapes.first { $0.rank == rank } ?? .scalar
    let fills = filled.flatMap { order -> [Slip] in
      let other = Shape(order.map { whole[$0] })
      return [
        slip("X1", "the input reshaped from \(other) to \(whole) where it must be transposed") {
          $0.reshaped(turnedBy: order)
        },
        slip("X1", "the input's numbers read as \(other), though they lie as \(whole)") {
          $0.read(turnedBy: order)
        },
      ]
    }
    let exchanges = (0..<rank).flatMap { first in
      (first + 1..<rank).compactMap { second -> Slip? in
        guard shapes.contains(where: { $0.rank == rank && $0[first] == $0[second] }) else {
          return nil
        }
        return slip("X2", "the input's axes \(first + 1) and \(second + 1) exchanged") {
          $0.exchanging(first + 1, second + 1)
        }
      }
    }
    return fills + exchanges
  }

  private func slip(
    _ name: MistakeName, _ title: String, _ change: @escaping @Sendable (Tensor) -> Tensor
  ) -> Slip {
    Slip(
      name, title,
      contrast: Slip.Contrast(
        at: "the input", right: "numbers in the places where they were fed", wrong: title),
      inputs: { $0.map(change) })
  }
}

extension Tensor {
  /// The array with its axes in another order, read as if they stood in their own: `reshape(transpose(x))`.
  fileprivate func reshaped(turnedBy order: [Int]) -> Tensor {
    guard shape.rank == order.count + 1 else { return self }
    let axes = [0] + order.map { $0 + 1 }
    let turned = Shape(axes.map { shape[$0] })
    let numbers = (0..<count).map { element -> Double in
      var index = [Int](repeating: 0, count: axes.count)
      for (axis, place) in zip(axes, turned.index(of: element)) { index[axis] = place }
      return elements[shape.element(at: index) ?? 0]
    }
    return Tensor(shape, dtype, numbers)
  }

  /// The numbers as they lie, read as if the axes stood in another order: `transpose(reshape(x))`.
  fileprivate func read(turnedBy order: [Int]) -> Tensor {
    guard shape.rank == order.count + 1 else { return self }
    let axes = [0] + order.map { $0 + 1 }
    let turned = Shape(axes.map { shape[$0] })
    let numbers = (0..<count).map { element -> Double in
      let index = shape.index(of: element)
      return elements[turned.element(at: axes.map { index[$0] }) ?? 0]
    }
    return Tensor(shape, dtype, numbers)
  }

  /// The numbers with two axes of one length exchanged.
  fileprivate func exchanging(_ a: Int, _ b: Int) -> Tensor {
    guard shape.rank > max(a, b), shape[a] == shape[b] else { return self }
    let numbers = (0..<count).map { element -> Double in
      var index = shape.index(of: element)
      index.swapAt(a, b)
      return elements[shape.element(at: index) ?? 0]
    }
    return Tensor(shape, dtype, numbers)
  }
}
