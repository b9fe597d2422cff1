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

/// Executes a program's instructions on its memory: the one engine, for running and for stepping.
package final class Engine {
  package let program: Program
  package let memory: Memory
  let bound: UnsafeMutableBufferPointer<BoundInstruction>
  /// Where the operands of each instruction lie, one after another.
  let operands: UnsafeMutableBufferPointer<Memory.Address>
  /// The weights among them, which keep the memory at these addresses.
  private var weights: [Int: WeightNumbers] = [:]
  /// The operands' addresses in the timestep that is computed.
  let pointers: UnsafeMutablePointer<UnsafeRawPointer>
  /// The instructions that are run with their equations, not on entering a loop, and which of them are each equation's.
  private let ownInstructions: UnsafeMutableBufferPointer<Int>
  private let stretches: UnsafeMutableBufferPointer<Stretch>

  /// What of `ownInstructions` is an equation's, and the loop that it stands in.
  private struct Stretch {
    let first, end: Int
    let scan: Int?
  }

  /// Rounds results by lot; nil: as they are.
  var scatter: Scatter?

  /// Of how many timesteps hoisted products are made at once.
  let timestepsAtOnce: Int
  /// How many loops stand around each loop.
  let depths: [Int]

  package init(_ program: Program, samples: Int, budget: MemoryBudget = .standard) throws {
    self.program = program
    memory = try Memory(program, samples: samples, budget: budget)
    timestepsAtOnce = budget.timestepsAtOnce
    depths = program.scans.map { program.loops($0.parent).count }
    let own = program.equations.map { equation in
      equation.instructions.filter { !program.instructions[$0].isHoisted }
    }
    ownInstructions = .allocate(capacity: own.reduce(0) { $0 + $1.count })
    _ = ownInstructions.initialize(from: own.joined())
    stretches = .allocate(capacity: own.count)
    var end = 0
    for (index, equation) in program.equations.enumerated() {
      end += own[index].count
      stretches.initializeElement(
        at: index, to: Stretch(first: end - own[index].count, end: end, scan: equation.scan))
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
    ownInstructions.deallocate()
    stretches.deallocate()
  }

  /// Runs one instruction at a place in memory; throws `Interrupted` when a long one is not wanted any more.
  func run(_ instruction: Int, at place: SIMD4<Int>, isTail: Bool = false) throws {
    if bound[instruction].needsWeights { try fetchWeights(instruction) }
    let first = bound[instruction].first
    for index in 0..<bound[instruction].count {
      pointers[index] = UnsafeRawPointer(operands[first + index].pointer(at: place))
    }
    let result = bound[instruction].result.pointer(at: place)
    if bound[instruction].isPlain { return call(instruction, result, isTail) }
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

  @inline(__always)
  func call(_ instruction: Int, _ result: UnsafeMutableRawPointer, _ isTail: Bool) {
    if isTail, let kernel = bound[instruction].tail {
      kernel(pointers, result)
    } else {
      bound[instruction].kernel(pointers, result)
    }
  }

  private func fetchWeights(_ instruction: Int) throws {
    for weight in bound[instruction].weights {
      let numbers = try memory.weights.numbers(of: weight.value, weight.placement)
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

  /// Checks that the files in which weights are read are as they were opened: what was computed since the last time counts
  /// only if they are.
  package func verifyWeights() throws { try memory.weights.verify() }

  /// Gives replaced weights the numbers of the file again.
  package func restoreWeights() {
    for value in memory.weights.restore() { forgetWeight(value) }
  }

  /// Runs the instructions of an equation that were not run on entering its loop.
  package func run(equation: Int, at steps: SIMD4<Int>) throws {
    let stretch = stretches[equation]
    let place = try memory.located(steps, in: stretch.scan)
    for index in stretch.first..<stretch.end { try run(ownInstructions[index], at: place) }
  }
}
