import Debugging
import Equations
import Models
import Tensors
import Terms

/// A model run from its inputs to its end, with every value on the way at hand.
struct Run {
  let machine: Machine

  var program: Program { machine.program }

  /// A run that was made elsewhere, as far as it came.
  init(_ machine: Machine) { self.machine = machine }

  /// Feeds arrays with a leading axis of samples, in the order of the model's inputs.
  ///
  /// Where a layer cannot be computed the run ends; `program.obstacle` says why.
  init(_ model: Model, feeding inputs: [Tensor], from carried: CarriedState? = nil) throws {
    let inputs = zip(model.inputs, inputs).map { Feed.inBatch($1, $0) }
    for (input, array) in zip(model.inputs, inputs) {
      guard array.shape.rank > 0, input.accepts(array.shape.removing(0)) else {
        throw InputError(
          "\(input.name) takes samples of \(input.shapeText), but is fed \(array.shape)",
          hint: "The first axis counts samples.")
      }
    }
    let program = try model.reading(inputs).program(for: inputs.map { $0.shape.removing(0) })
    try model.refuseOtherBatch(of: inputs.first?.shape[0] ?? 0, in: program)
    machine = try Machine(program, inputs: Machine.samples(of: inputs), from: carried)
    _ = try machine.resume()
  }

  /// A value of all samples, (samples, timesteps of the loops around it, …); lengths alone, which have no axis of samples.
  func tensor(_ value: Value) throws -> Tensor {
    if program.hasNoSamples(value) { return try machine.read(value, sample: 0) }
    let loops = program.loops(value.scope)[...]
    let rows = try (0..<machine.samples).map { try read(value, loops, [], $0) }
    let whole = Tensor.stack(rows)?.arranged(as: program.layout(of: value))
    return whole ?? Tensor(shape(of: value), value.dtype, repeating: .nan)
  }

  /// The shape that `tensor` gives.
  func shape(of value: Value) -> Shape {
    if program.hasNoSamples(value) { return value.shape }
    let steps = program.loops(value.scope).map { program.scans[$0].steps }
    let own = Shape([machine.samples] + steps + value.shape.dims)
    return own.arranged(as: program.layout(of: value))
  }

  /// A value in every timestep of the loops that are left, stacked.
  private func read(
    _ value: Value, _ loops: ArraySlice<Int>, _ steps: [Int], _ sample: Int
  ) throws -> Tensor {
    guard let loop = loops.first else { return try machine.read(value, at: steps, sample: sample) }
    let rows = try (0..<program.scans[loop].steps).map {
      try read(value, loops.dropFirst(), steps + [$0], sample)
    }
    return Tensor.stack(rows) ?? Tensor(value.shape.inserting(0, at: 0), value.dtype, [])
  }
}
