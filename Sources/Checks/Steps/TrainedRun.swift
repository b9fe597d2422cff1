import Debugging
import Equations
import Models
import Tensors

/// Steps of training over one batch, made to see what comes out of them.
struct TrainedRun {
  let model: Model
  let inputs: [Tensor]
  let aim: Aim
  /// nil: only the first loss and its gradients can be told.
  let optimizer: OptimizerInUse?
  var backend = Backend.tensorflow

  /// What came out of steps.
  struct Results {
    /// The loss of each, before its update.
    var losses: Tensor
    /// The gradients of the first step, by what tells variables apart.
    var gradients: [String: Tensor] = [:]
    /// The variables after some numbers of steps.
    var variables: [Int: [String: Tensor]] = [:]
    /// What the optimizer kept after them.
    var optimizers: [Int: OptimizerState] = [:]
  }

  /// The machine before the first step.
  func machine(_ precision: DType? = nil) throws -> Machine {
    let mode = Aim.Mode(
      isTraining: true, precision: precision, optimizer: optimizer, backend: backend)
    let program = try model.program(
      for: inputs.map { $0.shape.removing(0) }, precision: precision, trainingSeed: 0,
      then: { try model.write(aim, behind: $0, as: mode, to: $1) })
    if let obstacle = program.obstacle { throw obstacle }
    return try Machine(
      program, through: Batches(inputs: inputs, targets: aim.targets))
  }

  /// Goes through steps; `kept` are the numbers of updates after which variables are wanted.
  func results(_ machine: Machine, steps: Int, after kept: Set<Int>) throws -> Results {
    machine.extend(to: steps)
    var losses: [Double] = []
    var results = Results(losses: Tensor(scalar: 0))
    for step in 0..<steps {
      guard try machine.enter(step: step) else { throw InputError("interrupted") }
      _ = try machine.runToEnd()
      if step == 0 { results.gradients = try gradients(machine) }
      losses.append(machine.loss ?? .nan)
      guard kept.contains(step + 1) else { continue }
      results.variables[step + 1] = try variables(machine)
      results.optimizers[step + 1] = try state(machine)
    }
    results.losses = Tensor(Shape([losses.count]), .float32, losses)
    return results
  }

  private func gradients(_ machine: Machine) throws -> [String: Tensor] {
    let program = machine.program
    var result: [String: Tensor] = [:]
    for use in program.weights {
      guard let identity = use.source.identity, let gradient = program.gradients[use.value] else {
        continue
      }
      result[identity] = try machine.read(program.values[gradient])
    }
    return result
  }

  private func variables(_ machine: Machine) throws -> [String: Tensor] {
    let uses = Dictionary(
      machine.program.weights.map { ($0.value, $0.source.identity) },
      uniquingKeysWith: { first, _ in first })
    var result: [String: Tensor] = [:]
    for (update, tensor) in try machine.valuesNow() where update.key == nil {
      if let identity = uses[update.given] ?? nil { result[identity] = tensor }
    }
    return result
  }

  private func state(_ machine: Machine) throws -> OptimizerState? {
    var kept: [String: Tensor] = [:]
    for (update, tensor) in try machine.valuesNow() {
      if let key = update.key { kept[key] = tensor }
    }
    return optimizer.map { $0.state.with(kept, of: $0.optimization) }
  }
}
