import Containers
import Equations
import Expressions
import Tensors
import Terms

/// Of what a gradient is asked for, and by what: the words of both as values of a walk.
struct SlopeRequest {
  let expression: Expression
  /// The value, or the part of one, that the gradient is by.
  let variable: Expression
  /// The word for the value in it, and where that is.
  let word: String
  let by: SlopePlace
  private let places: [String: SlopePlace]
  private let constants: [String: Tensor]

  /// Throws an `ExpressionError` that says where the text is wrong.
  init(
    of expression: Expression, by variable: Expression, in machine: Machine, _ frame: StackFrame?,
    _ names: some Environment
  ) throws {
    (self.expression, self.variable) = (expression, variable)
    guard let use = variable.indexedName else {
      try SlopeRequest.explain(variable, in: machine, frame)
      throw variable.error(
        "\(variable.text) is no value of the walk, and no part of one",
        hint: "a gradient is by x, dense.W, lstm@0.h, dense.W[0, 1]: what numbers are computed from"
      )
    }
    word = use.name
    if !machine.isSlopeWord(use.name, in: frame), names.isName(use.name) {
      throw variable.error(
        "\(use.name) is a number of yours, from which the model computes nothing",
        hint: "a gradient is by a value of the walk: x, dense.W, lstm@0.h", at: use.range)
    }
    by = try SlopeRequest.place(use, of: variable, in: machine, frame)
    if let problem = SlopeRequest.problem(by.value, use.name) {
      throw variable.error(problem.message, hint: problem.hint, at: use.range)
    }
    var places: [String: SlopePlace] = [:]
    var constants: [String: Tensor] = [:]
    for use in expression.nameUses where places[use.name] == nil {
      if machine.isSlopeWord(use.name, in: frame), !use.name.hasPrefix("$") {
        places[use.name] = try SlopeRequest.place(use, of: expression, in: machine, frame)
      } else if names.isName(use.name) {
        constants[use.name] = try SlopeRequest.number(use, of: expression, names)
      } else if use.name.contains(where: { "@./".contains($0) }) {
        _ = try SlopeRequest.place(use, of: expression, in: machine, frame)
      }
    }
    (self.places, self.constants) = (places, constants)
    if let unknown = expression.unknownName(in: names, meant: machine.elsewhere),
      expression.nameUses.first(where: { $0.range == unknown.range }).map({
        places[$0.name] == nil
      }) ?? true
    {
      throw unknown
    }
  }

  private static func place(
    _ use: Expression.NameUse, of whole: Expression, in machine: Machine, _ frame: StackFrame?
  ) throws -> SlopePlace {
    do {
      return try machine.slopePlace(use.name, in: frame)
    } catch let error as any Reported {
      throw whole.error(error.message, hint: error.hint.isEmpty ? nil : error.hint, at: use.range)
    }
  }

  /// Throws what is wrong with `lstm@9.h`, which looks like a value and is none.
  private static func explain(
    _ variable: Expression, in machine: Machine, _ frame: StackFrame?
  ) throws {
    let word = String(variable.text.prefix { $0 != "[" })
    guard word.contains("@"), !word.contains(where: \.isWhitespace) else { return }
    do {
      _ = try machine.slopePlace(word, in: frame)
    } catch let error as any Reported {
      throw variable.error(error.message, hint: error.hint.isEmpty ? nil : error.hint)
    }
  }

  private static func number(
    _ use: Expression.NameUse, of whole: Expression, _ names: some Environment
  ) throws -> Tensor? {
    do {
      return try names.tensor(named: use.name)
    } catch {
      throw whole.error(error.reason, hint: error.hint, at: use.range)
    }
  }

  private static func problem(_ value: Value, _ word: String) -> SlopeError? {
    if !value.dtype.isFloat { return .isWhole(word, value.dtype) }
    return value.role == .number ? .isConstant(word) : nil
  }

  /// The term of one number that the text means; throws where it means several, or what has no slope.
  func term(in eq: Equations, _ names: some Environment) throws -> Term {
    for place in Array(places.values) + [by] where !eq.isAlike(place.value) {
      throw SlopeError.isForeign(place.value.name.ascii)
    }
    let scope = Words(eq: eq, places: places, constants: constants, environment: names)
    let term = try read(in: scope, names)
    let type = try term.type()
    guard type.shape.count == 1 else {
      let index = type.shape.dims.map { _ in "0" }.joined(separator: ", ")
      let text = expression.text
      let word = text.contains(where: { " +-*/<=>".contains($0) }) ? "(\(text))" : text
      throw expression.error(
        "\(text) is \(type.shape), and a gradient is of one number",
        hint: type.shape.count == 0
          ? nil : "write \(word)[\(index)] for one of them, or sum(\(text))")
    }
    guard type.dtype.isFloat else {
      throw expression.error(
        "\(expression.text) is \(type.dtype.rawValue): it jumps from one value to the next, and has no slope",
        hint: "take the numbers that it is computed from")
    }
    return type.shape.rank == 0 ? term : term(Reduce(.sum))
  }

  private func read(in scope: some TermScope, _ names: some Environment) throws -> Term {
    do {
      return try expression.term(in: scope)
    } catch {
      // Who looks for numbers knows why `lstm@9.h` has none.
      guard error.problem.isAboutNames else { throw error }
      do {
        _ = try expression.evaluate(in: names)
      } catch let other {
        if case .unavailable = other.problem { throw other }
      }
      throw error
    }
  }

  /// The part that was asked for, of the gradient of the whole value.
  func part(of gradient: Tensor, _ names: some Environment) throws -> Tensor {
    try variable.evaluate(in: OneValue(word: word, tensor: gradient, environment: names))
  }
}

/// The words of an expression, as terms of a program that is being written.
private struct Words: TermScope {
  let eq: Equations
  let places: [String: SlopePlace]
  let constants: [String: Tensor]
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }
  func isName(_ word: String) -> Bool { environment.isName(word) }

  func term(named word: String) -> Term? {
    if let place = places[word] { return place.term(in: eq) }
    return constants[word].flatMap(constant)
  }

  func constant(_ tensor: Tensor) -> Term? {
    if tensor.shape.rank == 0, let number = tensor.elements.first { return .number(number) }
    return eq.constant("c", tensor.cast(to: eq.dtype))
  }
}

extension ExpressionError.Problem {
  fileprivate var isAboutNames: Bool {
    switch self {
    case .unknownName, .unknownAttribute: true
    default: false
    }
  }
}
