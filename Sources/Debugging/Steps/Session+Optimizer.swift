import Models
import Training

/// What changes the weights, and what steps are given.
extension Session {
  /// How many samples a batch has, and how they are ordered.
  package struct BatchSetting: Sendable, Equatable {
    package var size = 32
    /// What the order of an epoch is drawn from; nil: the data's own.
    package var seed: Int?

    package init(size: Int = 32, seed: Int? = nil) { (self.size, self.seed) = (size, seed) }
  }

  /// What changes the weights: what was named, or the file's as it was left; throws why there is none.
  package func requireOptimizer() throws -> OptimizerInUse {
    if let optimizer { return optimizer }
    guard let saved = try original.optimizerInUse() else {
      throw NotCompiled(model.name, without: .optimizer)
    }
    optimizer = saved
    return saved
  }

  /// Why what the file was compiled with cannot change the weights; nil where it can, and where the file names nothing.
  package var optimizerProblem: (any Error)? {
    guard optimizer == nil, original.training?.compiled.optimization != nil else { return nil }
    do {
      _ = try requireOptimizer()
      return nil
    } catch {
      return error
    }
  }

  /// The same, or nil: then the walk ends behind the gradients.
  var optimizerIfAny: OptimizerInUse? { try? requireOptimizer() }
}
