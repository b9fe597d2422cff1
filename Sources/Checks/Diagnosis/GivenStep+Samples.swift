import Containers
import Debugging
import Models
import Tensors

extension GivenStep {
  /// So many samples are gone through by themselves.
  private static let most = 64

  /// The run of the last sample of the batch, after an update by each sample before it; nil where the samples are too many.
  func sampleBySample() throws -> Machine? {
    guard optimizer != nil, let size = way?.size ?? inputs.first?.shape.dims.first, size > 1 else {
      return nil
    }
    if let way { return try sampleBySample(on: way) }
    guard size <= GivenStep.most else { return nil }
    var (model, optimizer) = (self.model, self.optimizer)
    var last: Machine?
    for row in 0..<size {
      try Interruption.check()
      let one = step(of: [row], model, optimizer)
      let machine = try one.machine(
        one.program(for: one.inputs.map { $0.shape.removing(0) }), feeding: one.inputs)
      guard try machine.runToEnd() else { throw Interrupted() }
      let learnt = machine.learnt(try machine.valuesNow().map(\.tensor), by: optimizer)
      model = model.with(learnt.weights)
      optimizer = optimizer?.with(learnt.optimizer)
      last = machine
    }
    return last
  }

  /// The same with every sample of the steps before it, too.
  private func sampleBySample(on way: Batches) throws -> Machine? {
    let count = (step + 1) * way.size
    guard way.seed == nil, count <= GivenStep.most,
      way.inputs.allSatisfy({ $0.shape.dims.first ?? 0 >= count })
    else { return nil }
    let one = step(
      of: [count - 1], model, optimizer, at: count - 1,
      Batches(inputs: way.inputs, targets: way.targets, size: 1, seed: nil))
    let machine = try one.machine(
      one.program(for: one.inputs.map { $0.shape.removing(0) }), feeding: one.inputs)
    return try machine.runToEnd() ? machine : nil
  }

  private func step(
    of rows: [Int], _ model: Model, _ optimizer: OptimizerInUse?, at number: Int? = nil,
    _ way: Batches? = nil
  ) -> GivenStep {
    let own = way == nil ? rows : [0]
    return GivenStep(
      model: model, inputs: inputs.map { $0.choosing(own) }, aim: aim.of(rows: own),
      optimizer: optimizer, backend: backend, seed: seed, beginning: beginning,
      step: number ?? step, way: way)
  }
}
