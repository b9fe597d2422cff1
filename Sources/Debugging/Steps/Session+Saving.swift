import Equations
import Models
import Tensors
import Training

/// What training has made, for a file.
extension Session {
  /// Throws where the model could not be written to a file of that name after training.
  package func checkSaving(to path: String) throws {
    var weights: [String: Tensor] = [:]
    for variable in model.allVariables {
      if let identity = variable.weight.identity { weights[identity] = try variable.numbers() }
    }
    var copy = ModelCopy(
      original, Learnt(weights: weights, optimizer: optimizer?.state), by: optimizer?.optimization)
    _ = try copy.bytes(for: path)
  }

  private static let beforeAverages =
    "the weights are those that the last step left: when fit is over, it puts their averages in their place (use_ema)"

  /// Writes the model as its weights are now, those that were set too; gives what is not kept.
  package func save(to path: String) throws -> [String] {
    var weights: [String: Tensor] = [:]
    var state = stepsLearnt > 0 ? optimizer?.state : nil
    for variable in model.allVariables {
      if let source = variable.weight as? ConstantArray, let identity = source.identity {
        weights[identity] = source.tensor
      }
    }
    if let machine {
      for use in machine.program.weights {
        guard let identity = use.source.identity else { continue }
        weights[identity] = try machine.read(machine.program.values[use.value])
      }
      if machine.course?.isTrained == true || machine.isAtEnd {
        let learnt = try learnt(machine)
        weights.merge(learnt.weights) { $1 }
        state = learnt.optimizer ?? state
      }
    }
    var copy = ModelCopy(
      original, Learnt(weights: weights, optimizer: state), by: optimizer?.optimization)
    try copy.write(to: path)
    let isBeforeAverages =
      stepsLearnt > 0 && optimizer?.optimization.becomesAverages == true
    return copy.remarks + (isBeforeAverages ? [Session.beforeAverages] : [])
  }

  /// All variables by their paths, as they are where one stands.
  package func variablesNow() throws -> [NamedTensor] {
    let weights = try learnt().weights
    return try model.allVariables.map { variable in
      let own = variable.weight.identity.flatMap { weights[$0] }
      return NamedTensor(variable.path, try own ?? variable.numbers())
    }
  }
}
