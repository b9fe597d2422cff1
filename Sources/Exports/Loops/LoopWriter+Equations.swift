import Equations
import Tensors
import Terms

/// Which instructions of an equation have arrays, and which are part of an expression.
extension LoopWriter {
  mutating func write(equation: Equation) {
    let note = equation.note.isEmpty ? "" : ": \(equation.note)"
    write(syntax.comment(equation.text(.typed) + note))
    write(instructions: equation.instructions.filter { !done.contains($0) })
  }

  /// Writes what stands before a sum over samples, or behind it.
  mutating func write(_ part: Piece.Part) {
    let equation = program.equations[part.equation]
    let note = equation.note.isEmpty ? "" : ": \(equation.note)"
    write(
      syntax.comment(
        equation.text(.typed) + (part.isShare ? ": this sample's share" : note)))
    write(instructions: part.instructions)
  }

  private mutating func write(instructions own: [Int]) {
    for (place, index) in own.enumerated() {
      if isInlined(index, before: own[(place + 1)...]) {
        inlined[program.instructions[index].result] = index
      }
    }
    for index in own where inlined[program.instructions[index].result] == nil {
      materialise(index)
    }
  }

  func form(_ instruction: Instruction) -> LoopForm {
    if instruction.countsSamples { return .view([]) }
    return instruction.op.loops(instruction.operands.map { value($0).type })
  }

  /// Whether an instruction is a view that all its readers can have in their expressions.
  func isPartOfExpressions(_ index: Int) -> Bool {
    let result = program.instructions[index].result
    guard case .view = form(program.instructions[index]) else { return false }
    return program.instructions.allSatisfy { reader in
      !reader.operands.contains(result) || takesExpressions(form(reader), operand: result, reader)
    }
  }

  /// Takes the lines out that name what nothing after them reads.
  mutating func removeUnused(_ parts: [(name: String, line: Int)]) {
    lines.removeUnread(parts, isCode: isCode)
  }

  /// Whether an instruction becomes part of the expression of the one that reads its result.
  func isInlined(_ index: Int, before later: ArraySlice<Int>) -> Bool {
    let instruction = program.instructions[index]
    let result = value(instruction.result)
    guard result.role == .intermediate else { return false }
    let readers = later.filter { program.instructions[$0].operands.contains(result.id) }
    let uses = readers.map { reader in
      program.instructions[reader].operands.count { $0 == result.id }
    }
    guard let reader = readers.first, uses == [1] else { return false }
    let next = program.instructions[reader]
    switch form(instruction) {
    case .view: return takesExpressions(form(next), operand: result.id, next)
    case .element, .choice:
      guard case .element = form(next) else {
        guard case .choice = form(next) else { return false }
        return value(next.result).shape.count == result.shape.count
      }
      return value(next.result).shape.count == result.shape.count
    default: return false
    }
  }

  func takesExpressions(_ form: LoopForm, operand: Int, _ next: Instruction) -> Bool {
    switch form {
    case .element, .choice, .view, .fold, .join: true
    case .lookup: next.operands.last == operand
    case .sameOrder, .rows, .product, .transposedProduct, .scatter, .windows, .pad, .repeats: false
    }
  }
}
