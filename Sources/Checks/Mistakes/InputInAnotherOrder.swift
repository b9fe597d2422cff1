import Equations
import Tensors
import Terms

/// A sample's numbers filled in another order: axis by axis the other way round (X1), or with two axes exchanged (X2).
struct InputInAnotherOrder: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let shapes = anatomy.program.inputs.map(\.shape)
    let rank = shapes.map(\.rank).max() ?? 0
    guard anatomy.program.loss == nil, rank > 1 else { return [] }
    // Of a square this is an exchange of its axes.
    let isSquare = rank == 2 && !shapes.contains { $0.rank == 2 && $0[0] != $0[1] }
    var filled = isSquare ? [] : [Array((0..<rank).reversed())]
    // (channels, …places) in the memory of (…places, channels).
    if rank > 2 { filled.append([rank - 1] + Array(0..<rank - 1)) }
    let fills = filled.map { order in
      slip("X1", "the input filled in the order of axes \(text(order))") { $0.filled(order) }
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

  private func text(_ order: [Int]) -> String {
    order.map { String($0 + 1) }.joined(separator: ", ")
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
  /// The numbers read in the order in which they lie, as if their axes stood in that order.
  fileprivate func filled(_ order: [Int]) -> Tensor {
    guard shape.rank == order.count + 1 else { return self }
    let whole = [0] + order.map { $0 + 1 }
    let turned = Shape(whole.map { shape[$0] })
    let numbers = (0..<count).map { element -> Double in
      let index = shape.index(of: element)
      return elements[turned.element(at: whole.map { index[$0] }) ?? 0]
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
