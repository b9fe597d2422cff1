import Expressions
import Tensors
import Terms
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
