import Equations
import Tensors
import Terms

/// Two operands, one of which may be a number of Python that Keras 3 makes an array of.
extension OperationCall {
  /// Two operands that are compared: beside a number that their format does not hold Keras 3 compares whole numbers of 32 bits,
  /// where TensorFlow brings the number to the format.
  func comparedPair() throws -> [Term] {
    guard !isTensorFlow else { return try pair() }
    let arguments = try given([["x1", "x", "a"], ["x2", "y", "b", "other"]])
    let numbers = arguments.compactMap(\.wholeNumber).map(Double.init)
    return try numbersAsArrays(arguments).map { term in
      let own = dtype(of: term)
      guard !term.isNumber, let range = own.wholeRange else {
        // A fraction is not rounded to half precision.
        let isRounded = arguments.compactMap(\.decimal).contains { own.rounded($0) != $0 }
        return !term.isNumber && own.isHalf && isRounded
          ? term(Cast(eq.precision ?? .float32)) : term
      }
      guard let far = numbers.first(where: { !range.contains($0) }) else { return term }
      return term(Cast(DType.int32.wholeRange?.contains(far) == true ? .int32 : .int64))
    }
  }

  /// Two operands of which Keras 3 makes arrays before it knows of the other: a plain number is of int32 or float32, and what
  /// stands beside it too where its format is narrower.
  func arrayPair(_ first: [String] = ["x1", "x"], _ second: [String] = ["x2", "y"]) throws -> [Term]
  {
    guard !isTensorFlow else { return try terms(given([first, second])) }
    let arguments = try given([first, second])
    let isWhole = arguments.contains { $0.wholeNumber != nil }
    let isFraction = arguments.contains { $0.decimal != nil }
    guard isWhole || isFraction else { return try terms(arguments) }
    return try numbersAsArrays(arguments).map { term in
      let own = dtype(of: term)
      guard !term.isNumber, own != .bool else { return term }
      let wide = own.promoted(with: isFraction ? eq.precision ?? .float32 : .int32)
      return wide == own || isWhole && own.isFloat ? term : term(Cast(wide))
    }
  }

  /// The operands, floats of Python as Keras 3 has them beside float64: made float32, they have lost digits.
  private func numbersAsArrays(_ arguments: [Argument<Signal>]) throws -> [Term] {
    let terms = try terms(arguments, keepsNumbers: true)
    guard terms.contains(where: { !$0.isNumber && dtype(of: $0) == .float64 }) else { return terms }
    return zip(terms, arguments).map { term, argument in
      guard case .number(let number) = term, argument.holdsDecimals else { return term }
      return .pythonFloat(number, beside: .float64)
    }
  }
}
