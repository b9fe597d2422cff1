import Containers
import Tensors

/// A weight that a program reads.
package struct WeightUse: Sendable {
  package let value: Int
  package let source: any WeightSource
}

/// Numbers of a model file, fetched when they are used.
package protocol WeightSource: Sendable {
  var shape: Shape { get }
  /// The bytes in place, at any address, when they are what the machine computes with; nil
  /// otherwise. They keep the memory that they lie in.
  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes?
  /// Writes the numbers to memory; throws when the file cannot give them.
  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws
  /// Throws when the file has changed since it was opened; reads nothing else of it.
  func verify() throws
  /// What tells the numbers from all others; calls of a shared layer read the same. nil: unknown.
  var identity: String? { get }
}

extension WeightSource {
  package var identity: String? { nil }
}
