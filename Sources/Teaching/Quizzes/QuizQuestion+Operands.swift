import Debugging
import Equations
import Tensors
import Terms

extension QuizQuestion {
  /// What one number of an update is made of, `W[0, 1] = 0.25`, `∂W[0, 1] = 0.0005`, `η = 0.5`: of matrices a stop would show
  /// all or none. Empty of anything else.
  func operands(_ machine: Machine, _ style: Formula.Style) throws -> [String] {
    guard part == .weight || part == .kept, let index, index.count > 1,
      let element = equation.result.shape.element(at: index)
    else { return [] }
    let place = "[\(index.map(String.init).joined(separator: ", "))]"
    var format = NumberFormat()
    format.precision = 6
    return try equation.term.values.map { value in
      let tensor = try machine.read(value, at: moment.steps)
      let isWhole = tensor.shape == equation.result.shape
      let number = tensor.elements[isWhole ? element : 0]
      let text = format.column([number]).first ?? ""
      return "\(value.name.text(style.alphabet))\(isWhole ? place : "") = \(text.trimmed)"
    }
  }
}
