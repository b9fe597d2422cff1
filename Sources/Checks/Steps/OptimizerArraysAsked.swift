import Models
import Tensors
import Training

/// What the arrays `optimizer0@n`, `optimizer1@n`, … of a golden file are.
struct OptimizerArraysAsked {
  private let meanings: [OptimizerArray]
  private let rate: Double?
  /// Whether arrays that nothing is made of stay 0, as a LossScaleOptimizer's own iterations and rate do.
  private let staysZero: Bool

  /// Throws where they do not belong to the model's weights.
  init(_ arrays: [NamedTensor], _ model: Model, _ optimizer: OptimizerInUse?) throws {
    var shapes: [Int: [Int: Shape]] = [:]
    for array in arrays {
      if case .optimizer(let index, let count) = WantedOfTraining(array.name) {
        shapes[count, default: [:]][index] = array.tensor.shape
      }
    }
    guard let optimizer, let first = shapes.values.first else {
      (meanings, rate, staysZero) = ([], nil, false)
      return
    }
    staysZero = optimizer.optimization.scaling != nil
    let own = (0..<first.count).map { first[$0] ?? .scalar }
    meanings = try optimizer.optimization.arrays(
      own, weights: model.trainableVariables.map(\.shape))
    if case .constant(let number) = optimizer.optimization.rate {
      rate = optimizer.state.rate ?? number
    } else {
      rate = nil
    }
  }

  /// The array of a number in an optimizer's state; nil where there is none to compare.
  func tensor(_ index: Int, in state: OptimizerState?) -> Tensor? {
    guard let state, meanings.indices.contains(index) else { return nil }
    switch meanings[index] {
    case .iterations: return Tensor(scalar: Double(state.iterations))
    case .rate: return rate.map { Tensor(scalar: $0, .float32) }
    case .shared(let slot): return state.shared[slot]
    case .slot(let slot, let weight): return state.slots[weight][slot]
    case .unused: return staysZero ? Tensor(scalar: 0) : nil
    }
  }
}
