import Equations
import Tensors
import Terms

/// Floats of Python beside numbers of another format than float32.
extension OperationCall {
  /// Keras 3 on TensorFlow makes a tensor of float32 of a float of Python for some operations: beside float16 these compute in
  /// float32, where no number of float16 is equal to 0.1; beside float64 the float has lost digits. In all others it takes the
  /// format of what stands beside it.
  func widened(
    _ terms: [Term], _ arguments: [Argument<Signal>], beside format: DType?
  ) -> [Term] {
    guard !isTensorFlow, let format, format.isHalf || format == .float64,
      OperationCall.converting.contains(name)
    else { return terms }
    return zip(terms, arguments).map { term, argument in
      guard case .number(let number) = term, argument.holdsDecimals,
        format.isHalf || Double(Float(number)) != number
      else { return term }
      return term(Cast(.float32))
    }
  }

  private static let converting: Set<String> = [
    "Equal", "NotEqual", "Greater", "GreaterEqual", "Less", "LessEqual", "Isclose", "Arctan2",
    "Heaviside", "Hypot", "Mod", "Fmod", "Logaddexp", "Logaddexp2",
  ]
}
