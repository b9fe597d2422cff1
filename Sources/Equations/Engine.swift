import Tensors

/// Executes a program's instructions on its memory: the one engine, for running and for stepping.
public final class Engine {
  public let program: Program
  public let memory: Memory
  private var bound: [Bound]
  private let scratch: UnsafeMutablePointer<UnsafeRawPointer>

  /// One instruction made ready: a kernel, and where its operands and its result lie.
  private struct Bound {
    let kernel: Kernel
    var operands: [Memory.Address]
    let result: Memory.Address
    /// Operands that are weights not fetched yet.
    var pendingWeights: [Int]
    let rounding: Rounding?
  }

  private struct Rounding {
    let dtype: DType
    let count: Int
  }

  public init(_ program: Program, samples: Int, limit: Int = Memory.defaultLimit) throws {
    self.program = program
    memory = try Memory(program, samples: samples, limit: limit)
    bound = []
    bound.reserveCapacity(program.instructions.count)
    let widest = program.instructions.map(\.operands.count).max() ?? 1
    scratch = .allocate(capacity: max(widest, 1))
    let atEntry = Set(program.scans.flatMap(\.hoisted))
    for index in program.instructions.indices {
      bound.append(bind(index, forAllTimesteps: atEntry.contains(index)))
    }
  }

  deinit { scratch.deallocate() }

  private func bind(_ index: Int, forAllTimesteps: Bool) -> Bound {
    let instruction = program.instructions[index]
    let result = program.values[instruction.result]
    let steps =
      forAllTimesteps ? result.scope.map { program.scans[$0].steps } ?? 1 : 1
    let rows = (result.isBatched ? memory.samples : 1) * steps
    let operands = instruction.operands.map { id in
      let value = program.values[id]
      let isPerStep = forAllTimesteps && value.scope == result.scope && value.scope != nil
      return Signature.Operand(value.type, isBatched: value.isBatched || isPerStep)
    }
    let signature = Signature(operands, result.type, rows: rows, program.scalar)
    let needsRounding = Memory.needsRounding(result.dtype, program.scalar)
    return Bound(
      kernel: instruction.op.kernel(for: signature),
      operands: instruction.operands.map(memory.address(of:)),
      result: memory.address(of: result.id),
      pendingWeights: instruction.operands.indices.filter {
        program.values[instruction.operands[$0]].role == .weight
      },
      rounding: needsRounding ? Rounding(dtype: result.dtype, count: signature.count) : nil)
  }

  /// Runs one instruction in the given timesteps.
  public func run(_ instruction: Int, at steps: SIMD4<Int>) throws {
    if !bound[instruction].pendingWeights.isEmpty { try fetchWeights(instruction) }
    bound[instruction].operands.withUnsafeBufferPointer { operands in
      for index in operands.indices {
        let address = operands[index]
        scratch[index] = UnsafeRawPointer(
          address.base + (address.strides &* steps).wrappedSum())
      }
    }
    let target = bound[instruction].result
    let result = target.base + (target.strides &* steps).wrappedSum()
    bound[instruction].kernel(UnsafePointer(scratch), result)
    if let rounding = bound[instruction].rounding {
      Memory.round(result, rounding.count, to: rounding.dtype, program.scalar)
    }
  }

  private func fetchWeights(_ instruction: Int) throws {
    for index in bound[instruction].pendingWeights {
      let pointer = try memory.weight(program.instructions[instruction].operands[index])
      bound[instruction].operands[index] = Memory.Address(
        base: UnsafeMutableRawPointer(mutating: pointer), strides: Memory.Strides())
    }
    bound[instruction].pendingWeights = []
  }

  /// Makes every instruction look a weight up again, after it was replaced.
  public func forgetWeight(_ value: Int) {
    for (index, instruction) in program.instructions.enumerated() {
      for (place, operand) in instruction.operands.enumerated()
      where operand == value && !bound[index].pendingWeights.contains(place) {
        bound[index].pendingWeights.append(place)
      }
    }
  }

  /// Runs the instructions of an equation that were not run on entering its loop.
  public func run(equation: Int, at steps: SIMD4<Int>) throws {
    for instruction in program.equations[equation].instructions
    where !program.instructions[instruction].isHoisted {
      try run(instruction, at: steps)
    }
  }

  /// Enters a loop: brings its sequences into time order, sets the first states, and runs what
  /// needs no timestep.
  public func enter(_ id: Int, at steps: SIMD4<Int>) throws {
    let scan = program.scans[id]
    for sequence in scan.sequences { transpose(sequence, scan, steps) }
    for carry in scan.carries {
      let target = memory.pointer(carry.previous, steps)
      spread(carry.initial, to: target, steps)
    }
    for instruction in scan.prelude { try run(instruction, at: steps) }
    for instruction in scan.hoisted { try run(instruction, at: steps) }
  }

  /// Leaves a loop: makes what it collected over time values of the outside.
  public func leave(_ id: Int, at steps: SIMD4<Int>) {
    let scan = program.scans[id]
    // The last state of a loop inside is laid out by that loop; what counts is this one's stride.
    let depth = program.loops(scan.parent).count
    for stack in scan.stacks {
      let block = program.values[stack.inner].shape.count * program.scalar.byteSize
      let isBatched = program.values[stack.inner].isBatched
      let source = memory.pointer(stack.inner, steps)
      let stride = memory.address(of: stack.inner).strides[depth]
      let target = memory.pointer(stack.outer, steps)
      for sample in 0..<memory.samples {
        let from = source + (isBatched ? sample * block : 0)
        for step in 0..<scan.steps {
          let row = target + (sample * scan.steps + step) * block
          row.copyMemory(from: from + step * stride, byteCount: block)
        }
      }
    }
  }

  private func transpose(_ sequence: Scan.Sequence, _ scan: Scan, _ steps: SIMD4<Int>) {
    let inner = program.values[sequence.inner]
    let block = inner.shape.count * program.scalar.byteSize
    let source = memory.pointer(sequence.outer, steps)
    let target = memory.pointer(sequence.inner, steps)
    let rows = inner.isBatched ? memory.samples : 1
    for step in 0..<scan.steps {
      let from = sequence.isReversed ? scan.steps - 1 - step : step
      for sample in 0..<rows {
        (target + (step * rows + sample) * block)
          .copyMemory(from: source + (sample * scan.steps + from) * block, byteCount: block)
      }
    }
  }

  private func spread(_ initial: Int, to target: UnsafeMutableRawPointer, _ steps: SIMD4<Int>) {
    let value = program.values[initial]
    let block = value.shape.count * program.scalar.byteSize
    let source = memory.pointer(initial, steps)
    for sample in 0..<memory.samples {
      (target + sample * block)
        .copyMemory(from: source + (value.isBatched ? sample * block : 0), byteCount: block)
    }
  }
}
