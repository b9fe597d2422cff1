import Equations
import Tensors

/// One run of a model from its inputs to its outputs, with every value on the way kept.
public struct Prediction {
  public let program: Program
  /// How many samples were fed side by side.
  public let samples: Int
  private let engine: Engine

  /// Feeds arrays with a leading axis of samples, in the order of the model's inputs, and runs.
  ///
  /// Where a layer cannot be computed the run ends; `program.obstacle` says why.
  public init(
    _ model: Model, feeding inputs: [Tensor], memoryLimit: Int = Memory.defaultLimit
  ) throws {
    samples = try FeedError.check(inputs, against: model)
    program = try model.program(for: inputs.map { $0.shape.removing(0) })
    engine = try Engine(program, samples: samples, limit: memoryLimit)
    for (value, input) in zip(program.inputs, inputs) {
      for sample in 0..<samples {
        guard let row = input.row(sample) else { continue }
        engine.memory.write(row, to: value, sample: sample)
      }
    }
    try engine.runThrough()
  }

  /// The model's outputs, the samples along the first axis; none where the run ended before.
  public func outputs() throws -> [Tensor] {
    try program.outputs.map(tensor)
  }

  /// A value of all samples, (samples, timesteps of the loops around it, …).
  public func tensor(_ value: Value) throws -> Tensor {
    let rows = try (0..<samples).map { try read(value, program.loops(value.scope)[...], [], $0) }
    return Tensor.stack(rows) ?? Tensor(value.shape.inserting(0, at: 0), value.dtype, [])
  }

  /// The shape of a value of all samples, as `tensor` gives it.
  public func shape(of value: Value) -> Shape {
    Shape([samples] + program.loops(value.scope).map { program.scans[$0].steps } + value.shape.dims)
  }

  /// A value in every timestep of the loops that are left, stacked.
  private func read(
    _ value: Value, _ loops: ArraySlice<Int>, _ steps: [Int], _ sample: Int
  ) throws -> Tensor {
    guard let loop = loops.first else {
      return try engine.memory.read(value, at: steps, sample: sample)
    }
    let rows = try (0..<program.scans[loop].steps).map {
      try read(value, loops.dropFirst(), steps + [$0], sample)
    }
    return Tensor.stack(rows) ?? Tensor(value.shape.inserting(0, at: 0), value.dtype, [])
  }
}

extension Engine {
  /// Executes the whole schedule once.
  fileprivate func runThrough() throws {
    var steps = SIMD4<Int>()
    var depth = 0
    var item = 0
    while item < program.schedule.count {
      switch program.schedule[item] {
      case .equation(let id):
        try run(equation: id, at: steps)
      case .enter(let id):
        try enter(id, at: steps)
        steps[depth] = 0
        depth += 1
      case .leave(let id):
        let scan = program.scans[id]
        if steps[depth - 1] + 1 < scan.steps {
          steps[depth - 1] += 1
          item = scan.bounds.lowerBound
        } else {
          depth -= 1
          steps[depth] = 0
          leave(id, at: steps)
        }
      }
      item += 1
    }
  }
}
