import Containers
import Tensors

/// An array in memory that a program reads like a weight.
package struct ConstantArray: WeightSource {
  package let tensor: Tensor
  /// What it stands for, where several read the same.
  package let identity: String?

  package init(_ tensor: Tensor, identity: String? = nil) {
    self.tensor = tensor
    self.identity = identity
  }

  package var shape: Shape { tensor.shape }

  package func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  package func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) {
    MachineNumbers.store(tensor.elements, to: target, scalar)
  }

  package func verify() {}
}

/// One number in every place of a shape, which takes memory only when it is run.
struct RepeatedNumber: WeightSource {
  let number: Double
  let shape: Shape

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) {
    MachineNumbers.fill(target, shape.count, with: number, scalar)
  }

  func verify() {}
}

/// What a weight holds, by itself: no call of a shared layer reads it.
struct CopiedWeight: WeightSource {
  let weight: any WeightSource

  var shape: Shape { weight.shape }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    try weight.write(to: target, scalar)
  }

  func verify() throws { try weight.verify() }
}
