import Tensors
import Terms

/// What a person types where a value is asked for: `x @ W + b`, `[[0, 1], [2, 3]]`, `σ(z[0:8])`.
///
/// One text has two readings: `evaluate` gives its numbers, by the ops of the equations;
/// `term` gives the very term that a layer would write. What an equation prints in
/// `Formula.Style.typed` reads back as an equal term.
package struct Expression: Sendable {
  package let source: String
  let syntax: Syntax

  /// The most elements that an array of an expression may have; all that it makes may have
  /// `ArrayBudget.arrays` times as many.
  package static let elementLimit = Computed.elementLimit

  /// Reads a text; `names` decide which words are names.
  package init(_ source: String, names: some Names) throws(ExpressionError) {
    self.source = source
    var lexer = Lexer(source, names: names)
    var parser = Parser(source, try lexer.run())
    syntax = try parser.run()
  }

  /// A part of an expression, its places those in the whole text.
  func part(_ syntax: Syntax) -> Expression { Expression(source, syntax) }

  private init(_ source: String, _ syntax: Syntax) {
    self.source = source
    self.syntax = syntax
  }

  /// A name in the text, and where.
  package struct NameUse: Sendable, Equatable {
    package let name: String
    package let range: Range<Int>
  }

  /// The names that stand in it, in the order of the text.
  package var nameUses: [NameUse] {
    var result: [NameUse] = []
    syntax.visit { node in
      if case .name(let name, _) = node.kind {
        result.append(NameUse(name: name, range: node.range))
      }
    }
    return result
  }

  /// The error for the first name in it that stands for nothing; nil when all are known. `meant` may know
  /// what is called so elsewhere.
  package func unknownName(
    in names: some Names, meant: (String) -> String? = { _ in nil }
  ) -> ExpressionError? {
    let unknown = nameUses.first {
      !names.isName($0.name) && Functions.usage(of: $0.name) == nil
        && names.functions[$0.name] == nil
    }
    return unknown.map { use in
      let near = meant(use.name) ?? nearest(to: use.name, in: names.names + Functions.names)
      return ExpressionError(
        source: source, range: use.range, problem: .unknownName(use.name, nearest: near))
    }
  }

  /// Its value.
  ///
  /// Numbers with a point become `floats`, whole ones `int64`, and both give way to the format of
  /// what they are combined with. `zeros`, `ones` and `random` without a shape take `shapeHint`.
  package func evaluate(
    in environment: some Environment, shapeHint: Shape? = nil, floats: DType = .float32,
    limit: Int = Expression.elementLimit
  ) throws(ExpressionError) -> Tensor {
    let meaning = Evaluation(environment: environment, floats: floats, limit: limit)
    let creation = CreationContext(shapeHint: shapeHint, floats: floats, limit: limit)
    let interpreter = Interpreter(source: source, meaning: meaning, creation: creation)
    let value = Result { () throws(ExpressionError) in try interpreter.value(syntax) }
    // What was interrupted is not whole.
    guard !meaning.budget.isInterrupted else { throw interpreter.error(syntax, .interrupted) }
    return meaning.settled(try value.get())
  }

  /// The term that it writes.
  package func term(in scope: some TermScope) throws(ExpressionError) -> Term {
    let creation = CreationContext(shapeHint: nil, floats: .float32, limit: 1000)
    let interpreter = Interpreter(
      source: source, meaning: TermReading(scope: scope), creation: creation)
    return try interpreter.value(syntax)
  }
}
