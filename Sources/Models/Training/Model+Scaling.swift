import Equations
import Tensors
import Terms
import Training

/// The scale that a step is given.
struct ScalingKept {
  let s: Term
  /// What is kept of it from step to step.
  let given: [Slot: Term]
}

/// Between the loss and its gradients: what makes all of them larger.
extension Model {
  /// Where the scale of the loss stands.
  package static let scalePath = "loss_scale"

  /// Writes the scaled loss; nil where the optimizer takes the loss as it is.
  func scaled(
    _ loss: Term, _ optimizer: OptimizerInUse, _ dtype: DType, _ eq: Equations
  ) throws -> (loss: Term, kept: ScalingKept)? {
    guard let scaling = optimizer.optimization.scaling else { return nil }
    return try eq.call(
      Model.scalePath, kind: "LossScale", title: "how the loss is scaled", dtype: dtype
    ) {
      var given: [Slot: Term] = [:]
      for slot in scaling.slots {
        given[slot] = eq.constant(
          slot.name, (optimizer.state.shared[slot] ?? Tensor(scalar: 0)).cast(to: dtype))
      }
      let s = scaling.factor(in: given)
      return (try scaling.scaled(loss, by: s, to: eq), ScalingKept(s: s, given: given))
    }
  }
}
