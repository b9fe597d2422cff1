// A program run on memory.
//
// `Engine` binds every instruction to a kernel and to addresses in one `Memory`, once; a step is one
// call for each instruction. `Memory` is one arena, laid out by a `MemoryPlan`: a slot for every value
// of every timestep, or a `Window` for loops that do not fit in the budget, with states kept before
// each segment. `WeightNumbers` hold a weight where it lies in the file, or a copy, as long as somebody
// has an address into it.
//
// A `BoundTerm` is a term bound to that memory, for what is asked at every stop. `Scatter` rounds
// results by lot, to see how far numbers may lie apart.
//
// This is where the program's raw memory is touched. Which timesteps have been computed, and what may
// be looked at, is the machine's matter.
//
// Left out: a second thread. A model at a debugger's sizes gives it nothing to do.

import Containers
import Equations
import Tensors
import Terms

/// Executes a program's instructions on its memory: the one engine, for running and for stepping.
package final class Engine {
  package let program: Program
  package let memory: Memory
  private let bound: UnsafeMutableBufferPointer<Bound>
  /// Where the operands of each instruction lie, one after another.
  private let operands: UnsafeMutableBufferPointer<Memory.Address>
  /// The weights among them, which keep the memory at these addresses.
  private var weights: [Int: WeightNumbers] = [:]
  /// The operands' addresses in the timestep that is computed.
  private let pointers: UnsafeMutablePointer<UnsafeRawPointer>
  /// The instructions of each equation that are run with it, not on entering its loop.
  private let ownInstructions: [[Int]]

  /// One instruction made ready: a kernel, and where its operands and its result lie.
  private struct Bound {
    let kernel: Kernel
    /// The kernel for the timesteps at the end of a loop that are fewer than are made at once.
    let tail: Kernel?
    /// Its first in `operands`, and how many it has.
    let first, count: Int
    let result: Memory.Address
    let weights: [WeightOperand]
    /// Whether it may have ended early, as it was wished.
    let isLong: Bool
    /// Whether its weights are to be fetched before it runs.
    var needsWeights: Bool
    let rounding: Rounding?
    /// What of it may be rounded by lot; nil where it gives no numbers of double precision.
    let scattered: Scattered?
  }

  private struct WeightOperand {
    let place: Int
    let value: Int
    let placement: Memory.Placement
  }

  private struct Rounding {
    let dtype: DType
    let count, tailCount: Int
  }

  /// Rounds results by lot; nil: as they are.
  private var scatter: Scatter?

  /// How many numbers an instruction gives, and what it subtracts from has: 0 if it does not subtract.
  private struct Scattered {
    let count, tailCount: Int
    let minuend, tailMinuend: Int

    init(_ op: any Op, _ whole: Signature, _ tail: Signature?) {
      (count, tailCount) = (whole.count, tail?.count ?? 0)
      let subtracts = op is Subtract
      minuend = subtracts ? whole.fullShape(0).count : 0
      tailMinuend = subtracts ? tail?.fullShape(0).count ?? 0 : 0
    }
  }

  /// Of how many timesteps hoisted products are made at once.
  let timestepsAtOnce: Int
  /// How many loops stand around each loop.
  let depths: [Int]

  package init(_ program: Program, samples: Int, budget: MemoryBudget = .standard) throws {
    self.program = program
    memory = try Memory(program, samples: samples, budget: budget)
    timestepsAtOnce = budget.timestepsAtOnce
    depths = program.scans.map { program.loops($0.parent).count }
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
    let values = instruction.operands.map { program.values[$0] }
    let steps = forAllTimesteps ? result.scope.map { program.scans[$0].steps } ?? 1 : 1
    func signature(timesteps: Int) -> Signature {
      Signature(
        values.map { value in
          let isPerStep = forAllTimesteps && value.scope == result.scope && value.scope != nil
          return Signature.Operand(value.type, isBatched: value.isBatched || isPerStep)
        }, result.type, rows: (result.isBatched ? memory.samples : 1) * timesteps, program.scalar)
    }
    let whole = signature(timesteps: min(steps, timestepsAtOnce))
    let rest = steps > timestepsAtOnce ? steps % timestepsAtOnce : 0
    let tail = rest > 0 ? signature(timesteps: rest) : nil
    for (place, value) in values.enumerated() {
      operands.initializeElement(at: first + place, to: memory.address(of: value.id))
    }
    let isRepeated = result.scope != nil && !forAllTimesteps
    let weights = values.indices.filter { values[$0].role == .weight }.map { place in
      let readsAnywhere = instruction.op.readsAtAnyAddress(place, of: whole)
      return WeightOperand(
        place: first + place, value: values[place].id,
        placement: isRepeated ? .copied : readsAnywhere ? .anywhere : .aligned)
    }
    let isDouble = result.dtype == .float64 && program.scalar == .double
    let needsRounding = MachineNumbers.needsRounding(result.dtype, program.scalar)
    return Bound(
      kernel: instruction.op.kernel(for: whole), tail: tail.map(instruction.op.kernel),
      first: first, count: values.count,
      result: memory.address(of: result.id), weights: weights,
      isLong: (instruction.op as? any CostlyOp)?.isLong(whole) ?? false,
      needsWeights: !weights.isEmpty,
      rounding: needsRounding
        ? Rounding(dtype: result.dtype, count: whole.count, tailCount: tail?.count ?? 0) : nil,
      scattered: isDouble ? Scattered(instruction.op, whole, tail) : nil)
  }

  /// Runs one instruction at a place in memory; throws `Interrupted` when a long one is not wanted any more.
  func run(_ instruction: Int, at place: SIMD4<Int>, isTail: Bool = false) throws {
    if bound[instruction].needsWeights { try fetchWeights(instruction) }
    let first = bound[instruction].first
    for index in 0..<bound[instruction].count {
      pointers[index] = UnsafeRawPointer(operands[first + index].pointer(at: place))
    }
    let result = bound[instruction].result.pointer(at: place)
    if scatter == nil {
      call(instruction, result, isTail)
    } else {
      callScattered(instruction, result, isTail)
    }
    if bound[instruction].isLong { try Interruption.check() }
    if let rounding = bound[instruction].rounding {
      MachineNumbers.round(
        result, isTail ? rounding.tailCount : rounding.count, to: rounding.dtype, program.scalar)
    }
  }

  private func call(_ instruction: Int, _ result: UnsafeMutableRawPointer, _ isTail: Bool) {
    if isTail, let kernel = bound[instruction].tail {
      kernel(pointers, result)
    } else {
      bound[instruction].kernel(pointers, result)
    }
  }

  // MARK: Rounding by lot

  /// From now on, every result in double precision is rounded by lot to float32 (`Scatter`).
  package func scatterResults(seed: UInt64) { scatter = Scatter(seed: seed) }

  private func callScattered(
    _ instruction: Int, _ result: UnsafeMutableRawPointer, _ isTail: Bool
  ) {
    guard let scattered = bound[instruction].scattered else {
      return call(instruction, result, isTail)
    }
    let minuend = isTail ? scattered.tailMinuend : scattered.minuend
    if minuend > 0, let shaken = scatter?.shaken(pointers[0], minuend) {
      shaken.withUnsafeBytes { bytes in
        if let base = bytes.baseAddress { pointers[0] = base }
        call(instruction, result, isTail)
      }
    } else {
      call(instruction, result, isTail)
    }
    scatter?.round(
      result.assumingMemoryBound(to: Double.self), isTail ? scattered.tailCount : scattered.count)
  }

  private func fetchWeights(_ instruction: Int) throws {
    for weight in bound[instruction].weights {
      let numbers = try memory.weight(weight.value, weight.placement)
      weights[weight.place] = numbers
      operands[weight.place] = Memory.Address(
        base: UnsafeMutableRawPointer(mutating: numbers.start), strides: Memory.Strides())
    }
    bound[instruction].needsWeights = false
  }

  /// Makes every instruction look a weight up again, after it was replaced.
  package func forgetWeight(_ value: Int) {
    for index in bound.indices where bound[index].weights.contains(where: { $0.value == value }) {
      bound[index].needsWeights = true
    }
  }

  /// Gives replaced weights the numbers of the file again.
  package func restoreWeights() {
    for value in memory.restoreWeights() { forgetWeight(value) }
  }

  /// Runs the instructions of an equation that were not run on entering its loop.
  package func run(equation: Int, at steps: SIMD4<Int>) throws {
    let place = try memory.located(steps, in: program.equations[equation].scan)
    for instruction in ownInstructions[equation] { try run(instruction, at: place) }
  }
}
