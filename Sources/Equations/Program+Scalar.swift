import Tensors
import Terms

extension Program {
  /// Whether float32 would not hold all numbers: where a value is float64, or arithmetic gives whole
  /// numbers that it cannot hold.
  var needsDouble: Bool {
    values.contains { $0.dtype == .float64 } || instructions.contains(where: givesLongNumbers)
  }

  private func givesLongNumbers(_ instruction: Instruction) -> Bool {
    let dtype = values[instruction.result].dtype
    guard !dtype.isFloat, dtype != .bool,
      instruction.operands.contains(where: { values[$0].dtype != .bool })
    else { return false }
    switch instruction.op.lengthening {
    case .never: return false
    case .inWideFormats: return [.int32, .int64, .uint32, .uint64].contains(dtype)
    case .always: return true
    }
  }
}
