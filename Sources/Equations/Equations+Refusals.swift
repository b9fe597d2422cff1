import Tensors
import Terms

/// Numbers for which Keras ends with an error, where a run here goes on.
extension Equations {
  /// Adds the equation of whether Keras ends with an error, one truth value of all that may be true, and gives it; a stop there
  /// says the reason.
  package func refused(where condition: Term, _ reason: String) throws(EquationError) -> Term {
    let isOne = condition.shape.rank == 0
    let ends = try self(
      "ends", isOne ? condition : condition(Reduce(.any)),
      "whether Keras ends with an error: \(reason)")
    if let value = ends.value { program.refusals[value.id] = reason }
    return ends
  }
}

extension Program {
  /// Why Keras ends with an error where a value is true; nil of any other value.
  package func refusal(of value: Value) -> String? { refusals[aliases[value.id] ?? value.id] }

  /// The values of which some are true where Keras ends with an error, in the order of their equations.
  package var refusing: [(equation: Equation, reason: String)] {
    guard !refusals.isEmpty else { return [] }
    return equations.compactMap { equation in
      refusals[equation.result.id].map { (equation, $0) }
    }
  }
}
