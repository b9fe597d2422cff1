import Equations
import Terms

extension Prediction {
  /// An output of a program, with the operand of the sigmoid or softmax that gave it.
  package init(_ output: Value, in program: Program) {
    let equation = program.equations.last { $0.result == output }
    self.init(.value(output), logits: equation.flatMap { Prediction.logits(of: $0.term) })
  }

  /// What a sigmoid or a softmax is of; nil for a term that is neither.
  package static func logits(of term: Term) -> Term? {
    guard case .apply(let op, let operands) = term, op is Sigmoid || op is Softmax else {
      return nil
    }
    return operands.first
  }
}
