import Containers
import Equations
import Layers
import Tensors

/// A weight with another number for each of its numbers, as where they were written with fewer digits.
struct MappedWeight: WeightSource {
  let weight: any WeightSource
  let change: @Sendable (Double) -> Double

  var shape: Shape { weight.shape }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    try weight.write(to: target, scalar)
    switch scalar {
    case .single:
      let numbers = target.assumingMemoryBound(to: Float.self)
      for index in 0..<shape.count { numbers[index] = Float(change(Double(numbers[index]))) }
    case .double:
      let numbers = target.assumingMemoryBound(to: Double.self)
      for index in 0..<shape.count { numbers[index] = change(numbers[index]) }
    }
  }

  func verify() throws { try weight.verify() }

  var identity: String? { weight.identity.map { "\($0)\0mapped" } }
}

extension Model {
  /// The same model with another number for each number of its weights.
  package func mappingWeights(_ change: @escaping @Sendable (Double) -> Double) -> Model {
    var model = self
    model.weights = weights.mapping(change)
    return model
  }
}

extension LayerWeights {
  fileprivate func mapping(_ change: @escaping @Sendable (Double) -> Double) -> LayerWeights {
    var result = self
    result.own = own.mapValues { MappedWeight(weight: $0, change: change) }
    result.parts = parts.map { $0.mapping(change) }
    return result
  }
}
