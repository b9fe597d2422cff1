import Containers
import Debugging
import Models
import Tensors
import Terms

/// What steps on one batch were given and what they gave.
package struct StepRecord {
  /// What every sample is given in each step, (N, …), in the order of the function's parameters; the same in every step
  /// but for what is drawn.
  package let given: [[Tensor]]
  /// The loss before each step.
  package var losses: [Double]
  /// What is changed, after each step, in the order of the plan's updates.
  package var after: [[Tensor]]
  /// How many samples there are.
  package let samples: Int

  /// Makes steps with a machine that stands before the first one.
  init(_ machine: Machine, _ plan: StepPlan, _ batches: Batches, steps: Int) throws {
    samples = machine.samples
    machine.extend(to: steps)
    var given: [[Tensor]] = []
    var losses: [Double] = []
    var after: [[Tensor]] = []
    for step in 0..<steps {
      guard try machine.enter(step: step), try machine.runToEnd() else {
        throw Interrupted(onTheWayTo: "step \(step)")
      }
      losses.append(machine.loss ?? .nan)
      given.append(
        try plan.given.map { value, _ in
          let rows = try (0..<machine.samples).map { try machine.read(value, sample: $0) }
          return Tensor.stack(rows) ?? Tensor(value.shape, value.dtype, repeating: .nan)
        })
      after.append(try plan.updates.map { try machine.read($0.next, sample: 0) })
    }
    (self.given, self.losses, self.after) = (given, losses, after)
  }
}
