import Equations
import Expressions
import Layers
import Tensors
import Terms

/// The words of a layer's equations: its inputs, weights and numbers, and what stands before.
struct WrittenScope: TermScope {
  private(set) var terms: [String: Term] = [:]
  let functions: [String: FunctionMaker]
  private let eq: Equations
  private let constants = Counter()

  /// How many arrays of typed numbers there are.
  private final class Counter {
    var count = 0
  }

  init(_ eq: Equations, version: KerasVersion) {
    self.eq = eq
    functions = Activations.makers(version)
  }

  var names: [String] { terms.keys.sorted() }
  func isName(_ word: String) -> Bool { terms[word] != nil }
  func term(named word: String) -> Term? { terms[word] }

  /// A number, or an array that belongs to the model as a weight does.
  func constant(_ tensor: Tensor) -> Term? {
    if tensor.shape.rank == 0, let number = tensor.elements.first { return .number(number) }
    constants.count += 1
    let name = constants.count == 1 ? Name("c") : Name.numbered("c", constants.count)
    return eq.constant(name, tensor.cast(to: eq.dtype))
  }

  mutating func set(_ name: String, _ term: Term) { terms[name] = term }

  /// Takes names for what has none yet.
  mutating func add(_ others: [String: Term]) { terms.merge(others) { own, _ in own } }

  /// The inputs' and weights' shapes, for messages: `x is (4, 3)`.
  func shapes(_ names: [String]) -> String {
    names.compactMap { name in terms[name].map { "\(name) \($0.shape)" } }.joined(separator: ", ")
  }
}

extension LayerDefinition {
  /// Writes its equations, each behind those that it reads; `wrap` is what becomes of a term before it is written.
  func write(
    _ scope: inout WrittenScope, to eq: Equations, wrap: (String, Term) -> Term = { $1 }
  ) throws {
    for equation in equations {
      let term: Term
      do throws(ExpressionError) {
        let expression = try Expression(equation.text, names: scope)
        term = try expression.term(in: scope)
        if let part = expression.part(overSamples: scope) { throw part }
      } catch {
        throw WrittenError(error, equation.place, hint: hint(error, scope))
      }
      scope.set(
        equation.name, try eq(Name(equation.name), wrap(equation.name, term), equation.note))
    }
  }

  /// What there is, where a name stands for nothing; and that the batch is not counted, where an axis is not there.
  private func hint(_ error: ExpressionError, _ scope: WrittenScope) -> String {
    switch error.problem {
    case .unknownName: "There are \(scope.shapes(scope.names))."
    case .misfit:
      "Shapes are those of one sample: the batch is no axis here, and Keras' axis=1 is axis=0."
    default: ""
    }
  }
}

extension Expression {
  /// The error for a part that looks at all samples; nil where none does.
  fileprivate func part(overSamples scope: WrittenScope) -> ExpressionError? {
    parts.last { part in
      (try? part.term(in: scope))?.contains { term in
        if case .apply(let op, _) = term { op is OverSamples } else { false }
      } ?? false
    }.map { $0.error("\($0.text) looks at all samples, and a layer's equations are of one") }
  }
}
