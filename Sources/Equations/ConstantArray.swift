import Containers
import Tensors

/// An array in memory that a program reads like a weight.
struct ConstantArray: WeightSource {
  let tensor: Tensor

  var shape: Shape { tensor.shape }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) {
    MachineNumbers.store(tensor.elements, to: target, scalar)
  }

  func verify() {}
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
