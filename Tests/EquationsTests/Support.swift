import Expressions
import Tensors
import Terms
import TestSupport
import Testing

/// Names with numbers, as a test wants them.
struct Values: Environment {
  var tensors: [String: Tensor]
  var functions: [String: FunctionMaker] = [:]

  init(_ tensors: [String: Tensor] = [:]) { self.tensors = tensors }

  var names: [String] { tensors.keys.sorted() }

  func tensor(named word: String) throws(Unavailable) -> Tensor? { tensors[word] }
}

/// Names that are values of a program.
struct Scope: TermScope {
  var terms: [String: Term] = [:]
  var functions: [String: FunctionMaker] = [:]

  var names: [String] { terms.keys.sorted() }

  func term(named word: String) -> Term? { terms[word] }
}

/// What an expression gives, or how its error reads.
func result(
  _ source: String, _ values: Values = Values(), shapeHint: Shape? = nil, limit: Int = 1_000_000
) -> Result<Tensor, ExpressionError> {
  do throws(ExpressionError) {
    let expression = try Expression(source, names: values)
    return .success(try expression.evaluate(in: values, shapeHint: shapeHint, limit: limit))
  } catch {
    return .failure(error)
  }
}

func value(
  _ source: String, _ values: Values = Values(), shapeHint: Shape? = nil
) throws -> Tensor {
  try result(source, values, shapeHint: shapeHint).get()
}

func message(_ source: String, _ values: Values = Values()) -> String {
  switch result(source, values) {
  case .success(let tensor): "no error: \(tensor)"
  case .failure(let error): error.description
  }
}

extension Tensor {
  /// Equal shapes and numbers, NaN being one number and 0 and −0 too.
  func isSame(as other: Tensor) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}

extension Chance {
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Numbers with few digits, among them zeros and ties.
  mutating func tensor(_ shape: Shape, _ dtype: DType = .float32) -> Tensor {
    Tensor(shape, dtype, (0..<shape.count).map { _ in Double(number(-24...24)) / 8 })
  }
}
