import Tensors

/// Executes a program's instructions on its memory: the one engine, for running and for stepping.
public final class Engine {
  public let program: Program
  public let memory: Memory
  private let bound: UnsafeMutableBufferPointer<Bound>
  /// Where the operands of each instruction lie, one after another.
  private let operands: UnsafeMutableBufferPointer<Memory.Address>
  /// The operands' addresses in the timestep that is computed.
  private let pointers: UnsafeMutablePointer<UnsafeRawPointer>
  /// The instructions of each equation that are run with it, not on entering its loop.
  private let ownInstructions: [[Int]]

  /// One instruction made ready: a kernel, and where its operands and its result lie.
  private struct Bound {
    let kernel: Kernel
    /// Its first in `operands`, and how many it has.
    let first, count: Int
    let result: Memory.Address
    let weights: [WeightOperand]
    /// Whether its weights are to be fetched before it runs.
    var needsWeights: Bool
    let rounding: Rounding?
  }

  private struct WeightOperand {
    let place: Int
    let value: Int
    let placement: Memory.Placement
  }

  private struct Rounding {
    let dtype: DType
    let count: Int
  }

  public init(_ program: Program, samples: Int, limit: Int = Memory.defaultLimit) throws {
    self.program = program
    memory = try Memory(program, samples: samples, limit: limit)
    ownInstructions = program.equations.map { equation in
      equation.instructions.filter { !program.instructions[$0].isHoisted }
    }
    let counts = program.instructions.map(\.operands.count)
    bound = .allocate(capacity: counts.count)
    operands = .allocate(capacity: counts.reduce(0, +))
    pointers = .allocate(capacity: max(counts.max() ?? 1, 1))
    let atEntry = Set(program.scans.flatMap(\.hoisted))
    var first = 0
    for index in program.instructions.indices {
      bound.initializeElement(
        at: index, to: bind(index, forAllTimesteps: atEntry.contains(index), operandsFrom: first))
      first += counts[index]
    }
  }

  deinit {
    bound.deinitialize()
    bound.deallocate()
    operands.deallocate()
    pointers.deallocate()
  }

  private func bind(_ index: Int, forAllTimesteps: Bool, operandsFrom first: Int) -> Bound {
    let instruction = program.instructions[index]
    let result = program.values[instruction.result]
    let steps =
      forAllTimesteps ? result.scope.map { program.scans[$0].steps } ?? 1 : 1
    let rows = (result.isBatched ? memory.samples : 1) * steps
    let values = instruction.operands.map { program.values[$0] }
    let signature = Signature(
      values.map { value in
        let isPerStep = forAllTimesteps && value.scope == result.scope && value.scope != nil
        return Signature.Operand(value.type, isBatched: value.isBatched || isPerStep)
      }, result.type, rows: rows, program.scalar)
    for (place, value) in values.enumerated() {
      operands.initializeElement(at: first + place, to: memory.address(of: value.id))
    }
    let isRepeated = result.scope != nil && !forAllTimesteps
    let weights = values.indices.filter { values[$0].role == .weight }.map { place in
      let readsAnywhere = instruction.op.readsAtAnyAddress(place, of: signature)
      return WeightOperand(
        place: first + place, value: values[place].id,
        placement: isRepeated ? .copied : readsAnywhere ? .anywhere : .aligned)
    }
    let needsRounding = Memory.needsRounding(result.dtype, program.scalar)
    return Bound(
      kernel: instruction.op.kernel(for: signature), first: first, count: values.count,
      result: memory.address(of: result.id), weights: weights, needsWeights: !weights.isEmpty,
      rounding: needsRounding ? Rounding(dtype: result.dtype, count: signature.count) : nil)
  }

  /// Runs one instruction in the given timesteps.
  public func run(_ instruction: Int, at steps: SIMD4<Int>) throws {
    if bound[instruction].needsWeights { try fetchWeights(instruction) }
    let first = bound[instruction].first
    for index in 0..<bound[instruction].count {
      pointers[index] = UnsafeRawPointer(operands[first + index].pointer(at: steps))
    }
    let result = bound[instruction].result.pointer(at: steps)
    bound[instruction].kernel(pointers, result)
    if let rounding = bound[instruction].rounding {
      Memory.round(result, rounding.count, to: rounding.dtype, program.scalar)
    }
  }

  private func fetchWeights(_ instruction: Int) throws {
    for weight in bound[instruction].weights {
      let pointer = try memory.weight(weight.value, weight.placement)
      operands[weight.place] = Memory.Address(
        base: UnsafeMutableRawPointer(mutating: pointer), strides: Memory.Strides())
    }
    bound[instruction].needsWeights = false
  }

  /// Makes every instruction look a weight up again, after it was replaced.
  public func forgetWeight(_ value: Int) {
    for index in bound.indices where bound[index].weights.contains(where: { $0.value == value }) {
      bound[index].needsWeights = true
    }
  }

  /// Gives replaced weights the numbers of the file again.
  public func restoreWeights() {
    for value in memory.restoreWeights() { forgetWeight(value) }
  }

  /// Runs the instructions of an equation that were not run on entering its loop.
  public func run(equation: Int, at steps: SIMD4<Int>) throws {
    for instruction in ownInstructions[equation] { try run(instruction, at: steps) }
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
