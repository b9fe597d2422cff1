import Tensors

/// A term bound to the memory of a run: asked for its numbers again and again without allocation.
///
/// It runs the kernels that `Expression.evaluate` runs, on the same formats, and gives the same
/// bits; only what both must work out beforehand is worked out once. Terms of single-precision
/// values and of truth values can be bound; of others, and of weights, which may move, none.
public final class BoundTerm {
  /// The shape of what it gives.
  public let shape: Shape
  private let steps: [Step]
  /// Where the numbers lie: those of values follow the timestep, others stay.
  private var sources: [Memory.Address]
  private let pointers: UnsafeMutablePointer<UnsafeRawPointer>
  private let result: Int
  /// Keeps the addresses good.
  private let memory: Memory
  private var scratch: [Scratch]

  /// One op made ready: its operands and its result by their numbers in `sources`.
  private struct Step {
    let kernel: Kernel
    let operands: [Int]
    let result: Int
    let rounding: (dtype: DType, count: Int)?
  }

  /// Nil when the term is of formats that are not computed in single precision, or does not fit.
  public init?(_ term: Term, in memory: Memory, sample: Int) {
    var binding = Binding(memory: memory, sample: sample)
    guard memory.program.scalar == .single, let result = binding.bind(term), result.number == nil
    else { return nil }
    shape = result.type.shape
    steps = binding.steps
    sources = binding.sources
    scratch = binding.scratch
    self.result = result.source
    self.memory = memory
    pointers = .allocate(capacity: max(steps.map(\.operands.count).max() ?? 1, 1))
  }

  deinit { pointers.deallocate() }

  /// The numbers in the given timesteps of the loops around the values that it reads.
  public func withNumbers<Result>(
    at timesteps: SIMD4<Int>, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) -> Result {
    for step in steps {
      for (place, operand) in step.operands.enumerated() {
        pointers[place] = UnsafeRawPointer(sources[operand].pointer(at: timesteps))
      }
      let target = sources[step.result].base
      step.kernel(pointers, target)
      if let rounding = step.rounding {
        Memory.round(target, rounding.count, to: rounding.dtype, .single)
      }
    }
    let numbers = UnsafeRawPointer(sources[result].pointer(at: timesteps)).f32
    return body(UnsafeBufferPointer(start: numbers, count: shape.count))
  }

  // MARK: Binding

  /// A part of the term that is bound.
  private struct Part {
    let type: TensorType
    let source: Int
    /// Set for a number as typed, which takes the format of what it stands beside.
    var number: Double?
  }

  private struct Binding {
    let memory: Memory
    let sample: Int
    var steps: [Step] = []
    var sources: [Memory.Address] = []
    var scratch: [Scratch] = []

    mutating func bind(_ term: Term) -> Part? {
      switch term {
      case .value(let value): return bind(value)
      case .number(let number):
        return Part(type: TensorType(.scalar, .float32), source: 0, number: number)
      case .named(let function, let operands): return bind(function.definition(operands))
      case .apply(let op, let operands):
        if op is Negate, case .number(let number)? = operands.first {
          return Part(type: TensorType(.scalar, .float32), source: 0, number: -number)
        }
        return apply(op, operands)
      }
    }

    private mutating func bind(_ value: Value) -> Part? {
      guard value.role != .weight, isSingle(value.dtype) else { return nil }
      var address = memory.address(of: value.id)
      if value.isBatched { address.base += sample * value.shape.count * Scalar.single.byteSize }
      sources.append(address)
      return Part(type: value.type, source: sources.count - 1)
    }

    private mutating func apply(_ op: any Op, _ terms: [Term]) -> Part? {
      var parts: [Part] = []
      for term in terms {
        guard let part = bind(term) else { return nil }
        parts.append(part)
      }
      // Numbers among themselves are Python's, of double precision.
      guard parts.contains(where: { $0.number == nil }) else { return nil }
      let types = Term.adapting(parts.map(\.number), parts.map(\.type))
      guard let result = try? op.result(of: types), isSingle(result.dtype),
        result.shape.isWithin(Equations.elementLimit), result.shape.count > 0
      else { return nil }
      var operands: [Int] = []
      for (part, type) in zip(parts, types) {
        operands.append(part.number.map { store(type.dtype.rounded($0)) } ?? part.source)
      }
      let signature = Signature(
        types.map { Signature.Operand($0, isBatched: false) }, result, rows: 1, .single)
      let target = room(result.shape.count)
      let needsRounding = Memory.needsRounding(result.dtype, .single)
      steps.append(
        Step(
          kernel: op.kernel(for: signature), operands: operands, result: target,
          rounding: needsRounding ? (result.dtype, result.shape.count) : nil))
      return Part(type: result, source: target)
    }

    private func isSingle(_ dtype: DType) -> Bool {
      dtype == .bool || (dtype.isFloat && dtype != .float64)
    }

    private mutating func room(_ count: Int) -> Int {
      let space = Scratch(bytes: count * Scalar.single.byteSize)
      scratch.append(space)
      sources.append(Memory.Address(base: space.start, strides: Memory.Strides()))
      return sources.count - 1
    }

    private mutating func store(_ number: Double) -> Int {
      let place = room(1)
      Memory.store([number], to: sources[place].base, .single)
      return place
    }
  }
}
