import Tensors

extension Tensor {
  /// Equal shapes and numbers, NaN being one number and 0 and −0 too.
  package func isSame(as other: Tensor) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}

extension Chance {
  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// Numbers with few digits, among them zeros and ties.
  package mutating func tensor(_ shape: Shape, _ dtype: DType = .float32) -> Tensor {
    Tensor(shape, dtype, (0..<shape.count).map { _ in Double(number(-24...24)) / 8 })
  }
}
