import Equations
import Tensors
import Terms

/// Whole numbers of 64 bits beyond 2⁵³: memory holds them as doubles, which are not all whole numbers from there on.
extension Program {
  /// The instructions of an equation whose whole numbers of 64 bits may be longer than their operands'.
  func lengthening(_ equation: Equation) -> [Instruction] {
    guard scalar == .double else { return [] }
    return equation.instructions.map { instructions[$0] }.filter { instruction in
      [.int64, .uint64].contains(values[instruction.result].dtype)
        && instruction.op.lengthening != .never && !(instruction.op is Cast)
    }
  }

  /// Whether an equation gives a number that may have lost digits, or adds one up on its way.
  func isInexact(_ equation: Equation, _ read: (Value) throws -> Tensor) rethrows -> Bool {
    try lengthening(equation).contains { instruction in
      let bound = try largest(of: instruction) { try read(values[$0]).elements }
      return !(bound < 0x1p53)
    }
  }

  /// What no number on the way to an instruction's result is greater than: `Σ|x|` of a sum, `Σ|a|·max|b|` of a product of
  /// matrices, and otherwise the result, which is rounded once.
  private func largest(of instruction: Instruction, _ read: (Int) throws -> [Double]) rethrows
    -> Double
  {
    let op = instruction.op
    func sum(_ operand: Int) throws -> Double {
      try read(instruction.operands[operand]).reduce(0) { $0 + abs($1) }
    }
    func most(_ value: Int) throws -> Double {
      try read(value).reduce(0) { abs($1) <= $0 ? $0 : abs($1) }
    }
    if op is CumulativeSum || (op as? Reduce)?.kind == .sum { return try sum(0) }
    if op is MatMul || op is TransposedProduct {
      return try sum(0) * most(instruction.operands[1])
    }
    return try most(instruction.result)
  }
}

extension NumberRefusal {
  /// What is said of numbers that `Program.isInexact`.
  static let beyondDoubles = NumberRefusal.inexact(
    "its whole numbers of 64 bits reach 2^53, from where on not every one is held here")
}
