import Tensors
import Terms

extension Term {
  /// A float of Python as Keras 3 has it beside numbers of a format: made float32 first, it has lost digits beside float64.
  static func pythonFloat(_ number: Double, beside format: DType?) -> Term {
    let isCut = format == .float64 && Double(Float(number)) != number
    return isCut ? Term.number(number)(Cast(.float32)) : .number(number)
  }
}
