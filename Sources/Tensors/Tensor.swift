/// An array of numbers with a shape and a number format, as a person types, reads or feeds it.
///
/// Elements are held as `Double`, in which every format that Keras saves is exact (64-bit integers
/// up to 2⁵³). The engine's own values live in its memory; a `Tensor` is a copy of one of them.
package struct Tensor: Sendable, Equatable {
  package let shape: Shape
  package let dtype: DType
  package let elements: [Double]

  /// A tensor of the elements in row-major order; their number must be the shape's.
  package init(_ shape: Shape, _ dtype: DType = .float32, _ elements: [Double]) {
    precondition(elements.count == shape.count, "\(elements.count) elements for \(shape)")
    self.shape = shape
    self.dtype = dtype
    self.elements = elements
  }

  package init(scalar: Double, _ dtype: DType = .float32) {
    self.init(.scalar, dtype, [scalar])
  }

  package init(_ shape: Shape, _ dtype: DType = .float32, repeating value: Double) {
    self.init(shape, dtype, [Double](repeating: value, count: shape.count))
  }

  package var count: Int { elements.count }

  /// The same elements in another shape; nil when the counts differ.
  package func reshaped(_ shape: Shape) -> Tensor? {
    guard shape.checkedCount == count else { return nil }
    return Tensor(shape, dtype, elements)
  }

  /// Row `index` of the first axis; nil when there is none.
  package func row(_ index: Int) -> Tensor? {
    guard shape.rank > 0, (0..<shape[0]).contains(index) else { return nil }
    let rest = shape.removing(0)
    return Tensor(rest, dtype, Array(elements[index * rest.count..<(index + 1) * rest.count]))
  }

  /// The rows one above the other, along a new first axis; nil when their shapes differ.
  package static func stack(_ rows: [Tensor]) -> Tensor? {
    guard let first = rows.first, rows.allSatisfy({ $0.shape == first.shape }) else { return nil }
    return Tensor(
      first.shape.inserting(rows.count, at: 0), first.dtype, rows.flatMap(\.elements))
  }

  /// The same values, rounded to the format.
  package func cast(to dtype: DType) -> Tensor {
    dtype == self.dtype ? self : Tensor(shape, dtype, elements.map(dtype.rounded))
  }

  /// Equal shapes and equal bits, so that NaN equals itself and 0 differs from −0.
  package func isIdentical(to other: Tensor) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { $0.bitPattern == $1.bitPattern }
  }
}
