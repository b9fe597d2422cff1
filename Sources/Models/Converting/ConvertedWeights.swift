import Containers
import Equations
import Layers
import Tensors

extension LayerWeights {
  /// The weights of a layer as Keras 3's layer in its place has them.
  func converted(from part: Part, to other: Part) -> LayerWeights {
    var result = LayerWeights(own: own)
    if part.config.kind.hasPrefix("CuDNN"), let turn = CuDNNTurn(own, other.config.kind) {
      result.own = turn.weights(own)
    }
    if part.config.kind == "Conv1D", let kernel = own["kernel"], kernel.shape.rank == 4 {
      // Keras 1 kept the kernel of one axis as one of two, the second of length 1.
      let shape = Shape([kernel.shape[0], kernel.shape[2], kernel.shape[3]])
      result.own["kernel"] = CuDNNWeight(kernel, .reshaped(shape))
    }
    for change in HardSigmoidScale.changes(part.config) {
      for key in change.keys {
        result.own[key] = result.own[key].map { ScaledWeight($0, parts: change.parts) }
      }
    }
    let inner = part.layer.parts
    for (index, one) in other.layer.parts.enumerated() {
      // A model's layers are told by their names, for they may stand in another order.
      let place =
        other.layer is ModelLayer
        ? inner.firstIndex { NameInKeras3.of($0.name) == one.name } : index
      guard let place, inner.indices.contains(place) else {
        result.parts.append(LayerWeights())
        continue
      }
      result.parts.append(self.part(place).converted(from: inner[place], to: one))
    }
    return result
  }
}

/// A weight with every of the equal parts of its last axis times a number.
struct ScaledWeight: WeightSource {
  let stored: any WeightSource
  let parts: [Double]

  init(_ stored: any WeightSource, parts: [Double]) {
    (self.stored, self.parts) = (stored, parts)
  }

  var shape: Shape { stored.shape }
  var identity: String? { stored.identity.map { "\($0)\0scaled" } }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    try stored.write(to: target, scalar)
    let width = max(shape.width, 1)
    for index in 0..<shape.count {
      let factor = parts[index % width * parts.count / width]
      guard factor != 1 else { continue }
      switch scalar {
      case .single:
        let numbers = target.assumingMemoryBound(to: Float.self)
        numbers[index] = Float(Double(numbers[index]) * factor)
      case .double: target.assumingMemoryBound(to: Double.self)[index] *= factor
      }
    }
  }

  func verify() throws { try stored.verify() }
}
