import Containers
import Equations
import Layers
import Tensors

/// A factor of low rank that a file leaves out: 0 everywhere, as Keras makes it when it loads a .keras.
struct MissingFactor: WeightSource {
  let shape: Shape
  let identity: String?

  init(_ spec: WeightSpec, _ factor: WeightFactor, besides weight: any WeightSource) {
    shape = factor.shape(besides: weight.shape)
    identity = weight.identity.map { $0 + "\0" + spec.key }
  }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) {
    MachineNumbers.fill(target, shape.count, with: 0, scalar)
  }

  func verify() {}
}
