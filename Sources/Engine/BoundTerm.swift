import Equations
import Tensors
import Terms

/// A term bound to the memory of a run: asked for its numbers again and again without allocation.
///
/// It runs the kernels that `Expression.evaluate` runs, on the same formats, and gives the same
/// bits; only what both must work out beforehand is worked out once. Terms of single-precision
/// values and of truth values can be bound; of others, and of weights, which may move, none.
package final class BoundTerm {
  /// The shape of what it gives.
  package let shape: Shape
  private let steps: [Step]
  /// A loop that its values stand in.
  private let scope: Int?
  /// Where the operands of all ops lie, one op after another; those of values follow the timestep.
  private let operands: [Memory.Address]
  private let result: Memory.Address
  /// The operands' addresses in the timestep that is computed.
  private let pointers: UnsafeMutablePointer<UnsafeRawPointer>
  /// Keep the addresses good.
  private let memory: Memory
  private let scratch: [Scratch]

  /// One op made ready.
  private struct Step {
    let kernel: Kernel
    /// Its first in `operands`, and how many it has.
    let first, count: Int
    let result: UnsafeMutableRawPointer
    let rounding: (dtype: DType, count: Int)?
  }

  /// Nil when the term is of formats that are not computed in single precision, or does not fit.
  package init?(_ term: Term, in memory: Memory, sample: Int) {
    var binding = Binding(memory: memory, sample: sample)
    guard memory.program.scalar == .single, let whole = binding.bind(term),
      let address = whole.address
    else { return nil }
    shape = whole.type.shape
    steps = binding.steps
    scope = binding.scope
    operands = binding.operands
    scratch = binding.scratch
    result = address
    self.memory = memory
    pointers = .allocate(capacity: max(steps.map(\.count).max() ?? 1, 1))
  }

  deinit { pointers.deallocate() }

  /// The numbers in the given timesteps of the loops around the values that it reads.
  package func numbers(at timesteps: SIMD4<Int>) throws -> [Float] {
    [Float](UnsafeBufferPointer(start: try run(at: timesteps), count: shape.count))
  }

  /// Whether its one number is not 0.
  package func isTrue(at timesteps: SIMD4<Int>) throws -> Bool {
    try run(at: timesteps).pointee != 0
  }

  /// Whether a number differs from that of another term of the same shape in other timesteps, by
  /// more than a margin where there is one.
  package func differs(
    at timesteps: SIMD4<Int>, from other: BoundTerm, at others: SIMD4<Int>, by margin: Double?
  ) throws -> Bool {
    // Looking at the one does not take the other out of memory: there is room for two segments.
    let here = try run(at: timesteps)
    let there = try other.run(at: others)
    for index in 0..<min(shape.count, other.shape.count)
    where BoundTerm.differs(Double(here[index]), Double(there[index]), by: margin) {
      return true
    }
    return false
  }

  /// Whether two numbers differ, by more than a margin where there is one; NaN is itself.
  package static func differs(_ a: Double, _ b: Double, by margin: Double?) -> Bool {
    if a.isNaN || b.isNaN { return a.isNaN != b.isNaN }
    guard let margin, a != b else { return a != b }
    return abs(a - b) > margin
  }

  /// Where its numbers are until it runs again.
  private func run(at timesteps: SIMD4<Int>) throws -> UnsafePointer<Float> {
    let timesteps = try memory.located(timesteps, in: scope)
    for index in steps.indices {
      let first = steps[index].first
      for place in 0..<steps[index].count {
        pointers[place] = UnsafeRawPointer(operands[first + place].pointer(at: timesteps))
      }
      steps[index].kernel(pointers, steps[index].result)
      if let rounding = steps[index].rounding {
        MachineNumbers.round(steps[index].result, rounding.count, to: rounding.dtype, .single)
      }
    }
    return UnsafeRawPointer(result.pointer(at: timesteps)).f32
  }

  // MARK: Binding

  /// A part of the term that is bound: where its numbers are, or a number as typed, which takes the
  /// format of what it stands beside.
  private struct Part {
    let type: TensorType
    var address: Memory.Address?
    var number: Double?
  }

  private struct Binding {
    let memory: Memory
    let sample: Int
    /// The innermost loop around the values.
    var scope: Int?
    var steps: [Step] = []
    var operands: [Memory.Address] = []
    var scratch: [Scratch] = []

    mutating func bind(_ term: Term) -> Part? {
      switch term {
      case .value(let value): return bind(value)
      case .number(let number):
        return Part(type: TensorType(.scalar, .float32), number: number)
      case .named(let function, let operands): return bind(function.definition(operands))
      case .apply(let op, let operands):
        if op is Negate, case .number(let number)? = operands.first {
          return Part(type: TensorType(.scalar, .float32), number: -number)
        }
        return apply(op, operands)
      }
    }

    private mutating func bind(_ value: Value) -> Part? {
      guard value.role != .weight, isSingle(value.dtype) else { return nil }
      if let inner = value.scope {
        let loops = memory.program.loops(scope)
        // Timesteps of two loops beside each other are not the same.
        guard loops.isEmpty || loops.first == memory.program.loops(inner).first else { return nil }
        if memory.program.loops(inner).count > loops.count { scope = inner }
      }
      var address = memory.address(of: value.id)
      if value.isBatched { address.base += sample * value.shape.count * Scalar.single.byteSize }
      return Part(type: value.type, address: address)
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
      guard let result = try? op.resultType(of: types), isSingle(result.dtype),
        SizeLimit.value.refusal(of: result.shape) == nil, result.shape.count > 0
      else { return nil }
      let first = operands.count
      for (part, type) in zip(parts, types) {
        guard let address = part.address ?? part.number.map({ store(type.dtype.rounded($0)) })
        else { return nil }
        operands.append(address)
      }
      let signature = Signature(
        types.map { Signature.Operand($0, isBatched: false) }, result, rows: 1, .single)
      // What may be interrupted on its way is evaluated as at the prompt, which tells of it.
      guard (op as? any CostlyOp)?.isLong(signature) != true else { return nil }
      let target = room(result.shape.count)
      let needsRounding = MachineNumbers.needsRounding(result.dtype, .single)
      steps.append(
        Step(
          kernel: op.kernel(for: signature), first: first, count: parts.count,
          result: target.base,
          rounding: needsRounding ? (result.dtype, result.shape.count) : nil))
      return Part(type: result, address: target)
    }

    private func isSingle(_ dtype: DType) -> Bool {
      dtype == .bool || (dtype.isFloat && dtype != .float64)
    }

    private mutating func room(_ count: Int) -> Memory.Address {
      let space = Scratch(bytes: count * Scalar.single.byteSize)
      scratch.append(space)
      return Memory.Address(base: space.start, strides: Memory.Strides())
    }

    private mutating func store(_ number: Double) -> Memory.Address {
      let place = room(1)
      MachineNumbers.store([number], to: place.base, .single)
      return place
    }
  }
}
