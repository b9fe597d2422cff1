import Equations
import Layers
import Tensors

/// What training has made of a model: its weights, and what the optimizer keeps.
package struct Learnt: Sendable {
  /// By what tells the arrays of the file from each other.
  package let weights: [String: Tensor]
  /// nil where nothing was trained and weights were set alone.
  package let optimizer: OptimizerState?

  package init(weights: [String: Tensor], optimizer: OptimizerState?) {
    (self.weights, self.optimizer) = (weights, optimizer)
  }
}

extension Model {
  /// The same model with other numbers in some of its weights.
  package func with(_ learnt: [String: Tensor]) -> Model {
    var model = self
    model.weights = weights.with(learnt)
    return model
  }
}

extension LayerWeights {
  fileprivate func with(_ learnt: [String: Tensor]) -> LayerWeights {
    var result = self
    result.own = own.mapValues { source in
      guard let identity = source.identity, let tensor = learnt[identity] else { return source }
      return ConstantArray(tensor, identity: identity)
    }
    result.parts = parts.map { $0.with(learnt) }
    return result
  }
}
