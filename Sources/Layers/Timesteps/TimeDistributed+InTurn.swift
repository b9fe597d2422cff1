import Equations
import Tensors
import Terms

extension TimeDistributed {
  /// One timestep after the other, as Keras 3 calls the layer: what a step of training keeps goes on from each to the next.
  func inTurn(_ call: Call, _ input: Signal, _ eq: Equations) throws -> [Signal] {
    let steps = input.term.shape[0]
    let mask = call.effectiveMask
    var outputs: [Term] = []
    for step in 0..<steps {
      let row = Slice([.at(step)])
      let x = try eq(Name.numbered("x", step), input.term(row), "timestep \(step)")
      let m = try mask.map { try eq(Name.numbered("m", step), $0(row), "of timestep \(step)") }
      let name = inner.name + (step == 0 ? "" : "#\(step + 1)")
      let part = Part(name, groups: inner.groups, inner.layer, inner.config)
      let one = try part.lower(Call([Signal(x, mask: m)], weights: call.weights.part(0)), to: eq)
      guard let y = one.first?.term else { return [] }
      outputs.append(y(Reshape([1] + y.shape.dims)))
    }
    let y = try eq("y", .apply(Concatenate(axis: 0), outputs), "all timesteps")
    return [Signal(y, mask: call.effectiveMask)]
  }
}
