import Containers
import Equations
import Tensors

/// A weight as it lies in a file.
package struct StoredWeight: WeightSource {
  package let array: StoredArray
  package let shape: Shape

  package init(_ array: StoredArray) {
    self.array = array
    shape = Shape(array.shape)
  }

  /// The bytes themselves, when they are numbers of the machine's kind: those of the file, or fresh ones where it
  /// holds them in pieces.
  package func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? {
    let fits =
      scalar == .single
      ? array.element == .float32 && dtype == .float32
      : array.element == .float64 && dtype == .float64
    guard fits, !array.isBigEndian, shape.count > 0, let bytes = try? array.bytes() else {
      return nil
    }
    return bytes.count >= shape.count * scalar.byteSize ? bytes : nil
  }

  package func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    try StoredNumbers.write(array, to: target, scalar)
  }

  /// The array in its file: calls of a shared layer read the same one.
  package var identity: String? { "\(array.file)\0\(array.name)" }

  package func verify() throws { try array.verify() }
}
