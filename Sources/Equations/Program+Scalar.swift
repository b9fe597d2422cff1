import Tensors
import Terms

extension Program {
  /// Whether float32 would not hold all numbers: where a value is float64, or arithmetic gives whole
  /// numbers that it cannot hold, or such as are given are handed on.
  var needsDouble: Bool {
    values.contains { $0.dtype == .float64 } || instructions.contains(where: givesLongNumbers)
      || instructions.contains(where: handsLongNumbersOn) || outputs.contains(where: isGivenLong)
  }

  /// Whether whole numbers of an input are sorted, reshaped, chosen from or compared with each other: their last digits count.
  /// A table is not asked by numbers as long as that.
  private func handsLongNumbersOn(_ instruction: Instruction) -> Bool {
    guard !(instruction.op is Gather),
      instruction.operands.contains(where: { isGivenLong(values[$0]) })
    else { return false }
    let result = values[instruction.result].dtype
    if Program.long.contains(result) { return true }
    return result == .bool && !instruction.operands.contains(where: isShortNumber)
  }

  /// Whether a value is one number that float32 holds.
  private func isShortNumber(_ value: Int) -> Bool {
    guard let number = numbers[value] else { return false }
    return abs(number) < 16_777_216
  }

  private func isGivenLong(_ value: Value) -> Bool {
    let source = values[aliases[value.id] ?? value.id]
    return [.input, .sequence].contains(source.role) && Program.long.contains(source.dtype)
  }

  private static let long: Set<DType> = [.int32, .int64, .uint32, .uint64]

  private func givesLongNumbers(_ instruction: Instruction) -> Bool {
    let dtype = values[instruction.result].dtype
    guard !dtype.isFloat, dtype != .bool,
      instruction.operands.contains(where: { values[$0].dtype != .bool })
    else { return false }
    switch instruction.op.lengthening {
    case .never: return false
    case .inWideFormats: return Program.long.contains(dtype)
    case .always: return true
    }
  }
}
