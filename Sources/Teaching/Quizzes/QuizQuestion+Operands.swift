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
    return try equation.term.values.map { value in
      let tensor = try machine.read(value, at: moment.steps)
      let isWhole = tensor.shape == equation.result.shape
      let number = tensor.elements[isWhole ? element : 0]
      let text = QuizQuestion.short(number)
      return "\(value.name.text(style.alphabet))\(isWhole ? place : "") = \(text)"
    }
  }

  /// A number with six digits behind the point, or as many as tell it from 0, without zeros at its end.
  private static func short(_ number: Double) -> String {
    var format = NumberFormat()
    format.precision = 6
    let text = (format.column([number]).first ?? "").trimmed
    guard text.contains("."), !text.contains("e") else { return text }
    let digits = text.reversed().drop { $0 == "0" }
    return String(digits.drop { $0 == "." }.reversed())
  }
}
