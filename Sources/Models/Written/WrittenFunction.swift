import Expressions
import Layers
import Tensors
import Terms

/// A function of a layer that a person says: `dense.activation = z * sigmoid(z)`; z, or x, is what it is applied to.
struct WrittenFunction {
  let definition: LayerDefinition
  let version: KerasVersion

  func activation(_ name: String) -> Activation {
    Activation(name) { try term(of: $0) }
  }

  private func term(of operand: Term) throws -> Term {
    var results = FunctionScope(
      functions: Activations.makers(version), terms: ["x": operand, "z": operand])
    var last = operand
    for equation in definition.equations {
      do throws(ExpressionError) {
        last = try Expression(equation.text, names: results).term(in: results)
      } catch {
        throw WrittenError(
          error, equation.place,
          hint: "z is what the function is applied to, \(operand.shape) of one sample.")
      }
      results.terms[equation.name] = last
    }
    return last
  }
}

/// The words of a function.
private struct FunctionScope: TermScope {
  let functions: [String: FunctionMaker]
  var terms: [String: Term]

  var names: [String] { terms.keys.sorted() }
  func isName(_ word: String) -> Bool { terms[word] != nil }
  func term(named word: String) -> Term? { terms[word] }

  func constant(_ tensor: Tensor) -> Term? {
    tensor.shape.rank == 0 ? tensor.elements.first.map { .number($0) } : nil
  }
}
