import Containers
import Expressions
import Models
import Tensors

/// Gradients in expressions: `grad(output[0], x)`.
extension Scope {
  package func gradient(of text: String, by variable: String) throws(Unavailable) -> Tensor? {
    do {
      let (number, value) = (
        try Expression(text, names: self), try Expression(variable, names: self)
      )
      return try slope(of: number, by: value)?.gradient
    } catch {
      throw Unavailable(error.message, hint: error.hint.isEmpty ? nil : error.hint)
    }
  }

  /// The gradient with the number that it is of; nil where no walk is meant that could be gone back through.
  package func slope(
    of expression: Expression, by variable: Expression
  ) throws(ExpressionError) -> Slope? {
    guard twin == nil, !isQuick, let session = debugger.session else { return nil }
    guard session.machine != nil else {
      let feeds = session.model.exampleFeeds.map { "feed \($0)" }.joined(separator: ", or ")
      throw expression.error(
        "nothing is fed yet, so \(expression.text) is not computed", hint: feeds)
    }
    do {
      return try session.slope(of: expression, by: variable, in: frame, names: self)
    } catch let error as ExpressionError {
      throw error
    } catch is Interrupted {
      throw expression.interrupted
    } catch {
      let reported = error as? any Reported
      throw expression.error(reported?.message ?? "\(error)", hint: reported?.hint)
    }
  }
}
