import Containers
import Debugging
import Equations
import Models
import Tensors
import Terms

/// Steps of training over one batch, made to see what comes out of them.
struct TrainedRun {
  /// The first of them; without an optimizer only its loss and its gradients can be told.
  let first: GivenStep

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
    /// Whether each step changed the weights, where the loss is scaled.
    var taken: [Bool?] = []
    /// What a unit of the narrowest format is of a number; 0 where nothing is narrower than float32.
    var unit = 0.0
  }

  /// The machine before the first step.
  func machine(_ precision: DType? = nil) throws -> Machine {
    let program = try first.program(
      for: first.inputs.map { $0.shape.removing(0) }, precision: precision)
    if let obstacle = program.obstacle { throw obstacle }
    return try first.machine(program, feeding: first.inputs)
  }

  /// Goes through steps; `kept` are the numbers of updates after which variables are wanted. `taken` says which of them
  /// change the weights, as a run in another format found.
  func results(
    _ machine: Machine, steps: Int, after kept: Set<Int>, taken: [Bool?] = []
  ) throws -> Results {
    machine.extend(to: steps)
    var losses: [Double] = []
    var results = Results(losses: Tensor(scalar: 0))
    let formats = Set(machine.program.values.map(\.dtype))
    results.unit = formats.contains(.bfloat16) ? 0x1p-7 : formats.contains(.float16) ? 0x1p-10 : 0
    for step in 0..<steps {
      guard try machine.enter(step: step) else { throw Interrupted(onTheWayTo: "step \(step)") }
      _ = try machine.runToEnd(taking: step < taken.count ? taken[step] : nil)
      results.taken.append(try machine.isTaken())
      if step == 0 { results.gradients = try gradients(machine) }
      losses.append(machine.loss ?? .nan)
      guard kept.contains(step + 1) else { continue }
      let learnt = machine.learnt(try machine.valuesNow().map(\.tensor), by: first.optimizer)
      results.variables[step + 1] = learnt.weights
      results.optimizers[step + 1] = learnt.optimizer
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
}
