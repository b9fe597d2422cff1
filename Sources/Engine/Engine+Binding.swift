import Equations
import Tensors
import Terms

extension Engine {
  /// Makes an instruction ready, for one timestep or for all of its loop's at once, with its operands' addresses from a
  /// place on among the engine's.
  func bind(_ index: Int, forAllTimesteps: Bool, operandsFrom first: Int) -> BoundInstruction {
    let instruction = program.instructions[index]
    let result = program.values[instruction.result]
    let values = instruction.operands.map { program.values[$0] }
    let steps = forAllTimesteps ? result.scope.map { program.scans[$0].steps } ?? 1 : 1
    let sums = !result.isBatched && values.contains(where: \.isBatched)
    func signature(timesteps: Int) -> Signature {
      Signature(
        values.map { value in
          let isPerStep = forAllTimesteps && value.scope == result.scope && value.scope != nil
          return Signature.Operand(value.type, isBatched: value.isBatched || isPerStep)
        }, result.type, rows: (result.isBatched || sums ? memory.samples : 1) * timesteps,
        program.scalar, sumsRows: sums)
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
      return BoundInstruction.WeightOperand(
        place: first + place, value: values[place].id,
        placement: isRepeated ? .copied : readsAnywhere ? .anywhere : .aligned)
    }
    let isDouble = result.dtype == .float64 && program.scalar == .double
    let needsRounding = MachineNumbers.needsRounding(result.dtype, program.scalar)
    let isLong = (instruction.op as? any CostlyOp)?.isLong(whole) ?? false
    return BoundInstruction(
      kernel: instruction.op.kernel(for: whole), tail: tail.map(instruction.op.kernel),
      first: first, count: values.count,
      result: memory.address(of: result.id), weights: weights,
      isLong: isLong, isPlain: !isLong && !needsRounding,
      needsWeights: !weights.isEmpty,
      rounding: needsRounding
        ? .init(dtype: result.dtype, count: whole.count, tailCount: tail?.count ?? 0) : nil,
      scattered: isDouble ? .init(instruction.op, whole, tail) : nil)
  }
}
