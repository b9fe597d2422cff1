import Tensors
import Terms

/// Walks a parsed expression and gives what it means.
struct Interpreter<M: Meaning> {
  let source: String
  let meaning: M
  let creation: CreationContext

  typealias Quantity = M.Quantity

  func value(_ node: Syntax) throws(ExpressionError) -> Quantity {
    switch node.kind {
    case .number(let number, let isInteger):
      return meaning.number(number, isInteger: isInteger)
    case .truth(let truth):
      return try catching(node) { () throws(Misfit) in try meaning.truth(truth) }
    case .none:
      throw error(node, .unexpected(found: "None", expected: "a value"))
    case .name(let name, let whole):
      return try named(name, whole, node)
    case .list(let items), .tuple(let items):
      let values = try values(items)
      return try catching(node) { () throws(Misfit) in try meaning.stack(values) }
    case .negation(let operand):
      return try apply(Negate(), [operand], node)
    case .inversion(let operand):
      return try apply(LogicalNot(), [operand], node)
    case .complement(let operand):
      return try applied([try value(operand)], [operand], node) { terms throws(Misfit) in
        try Operators.inverse(terms[0])
      }
    case .infix(let symbol, let left, let right):
      guard let infix = Operators.infix[symbol] else {
        throw error(node, .unexpected(found: symbol, expected: "an operator"))
      }
      let nodes = [left, right]
      return try applied(try values(nodes), nodes, node) { terms throws(Misfit) in
        try infix.make(terms[0], terms[1])
      }
    case .choice(let condition, let yes, let no):
      return try apply(Select(), [condition, yes, no], node)
    case .call(let name, let receiver, let arguments):
      return try call(name, receiver, arguments, node)
    case .attribute(let base, let name):
      return try attribute(base, name, node)
    case .index(let base, let subscripts):
      return try index(base, subscripts, node)
    }
  }

  func values(_ nodes: [Syntax]) throws(ExpressionError) -> [Quantity] {
    var result: [Quantity] = []
    for node in nodes { result.append(try value(node)) }
    return result
  }

  // MARK: Names

  private func named(
    _ name: String, _ whole: String, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    if whole != name, whole.contains("@") { try explain(whole, node) }
    do {
      if let known = try meaning.named(name) { return known }
    } catch {
      throw self.error(node, .unavailable(error))
    }
    guard let function = Functions.table[name] else { throw error(node, unknown(name, whole)) }
    if case .creation(let make) = function.body {
      return try catching(node) { () throws(Misfit) in
        try meaning.array(try make(Options(), creation))
      }
    }
    throw error(node, .functionWithoutCall(name, usage: function.usage))
  }

  /// Throws what is wrong with `lstm@9.f` or `lstm.q`, which look like a layer's values and are none;
  /// a matrix product with a number means nothing.
  private func explain(_ whole: String, _ node: Syntax) throws(ExpressionError) {
    do {
      _ = try meaning.named(whole)
    } catch {
      let start = node.range.lowerBound
      throw ExpressionError(
        source: source, range: start..<start + whole.count, problem: .unavailable(error))
    }
  }

  /// What to say of a word that stands for nothing: the whole path, if it looks like one.
  private func unknown(_ name: String, _ whole: String) -> ExpressionError.Problem {
    let known = meaning.names.names
    if whole != name {
      let near = nearest(to: whole, in: known)
      if near != nil || whole.contains("@") || whole.contains("#") {
        return .unknownName(whole, nearest: near)
      }
    }
    guard meaning.names.functions[name] == nil else {
      return .functionWithoutCall(name, usage: Functions.usage(ofMade: name))
    }
    return .unknownName(name, nearest: nearest(to: name, in: known + Functions.names))
  }

  private func attribute(
    _ base: Syntax, _ name: Syntax.Name, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    if case .name(let word, _) = base.kind, !Functions.isAttribute(name.text) {
      try explain("\(word).\(name.text)", node)
    }
    let quantity = try value(base)
    switch name.text {
    case "shape", "size", "ndim": return try fact(name.text, of: quantity, base, node)
    case "T":
      return try applied([quantity], [base], node) { terms in .apply(Permute(), terms) }
    default:
      if let function = Functions.table[name.text], function.isMethod {
        throw error(node, .functionWithoutCall(name.text, usage: function.usage))
      }
      if case .name(let word, _) = base.kind {
        let path = "\(word).\(name.text)"
        let near = nearest(to: path, in: meaning.names.names.filter { $0.hasPrefix("\(word).") })
        if let near { throw error(node, .unknownName(path, nearest: near)) }
      }
      let near = nearest(to: name.text, in: ["T", "shape", "size", "ndim"] + Functions.names)
      throw ExpressionError(
        source: source, range: name.range, problem: .unknownAttribute(name.text, nearest: near))
    }
  }

  /// `shape`, `size`, `ndim` and `len`, which speak of an array and not of its numbers.
  func fact(
    _ name: String, of quantity: Quantity, _ operand: Syntax, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let shape = meaning.type(of: quantity).shape
    switch name {
    case "shape":
      let dims = Tensor([shape.rank], .int64, shape.dims.map(Double.init))
      return try catching(node) { () throws(Misfit) in try meaning.array(dims) }
    case "size": return meaning.number(Double(shape.count), isInteger: true)
    case "ndim": return meaning.number(Double(shape.rank), isInteger: true)
    default:
      guard let length = shape.dims.first else {
        let fact = ExpressionError.Fact(text: text(operand), shape: shape)
        throw error(node, .misfit(Misfit("a number has no length"), [fact]))
      }
      return meaning.number(Double(length), isInteger: true)
    }
  }

  // MARK: Ops

  private func apply(
    _ op: any Op, _ nodes: [Syntax], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    try applied(try values(nodes), nodes, node) { terms in .apply(op, terms) }
  }

  /// What a term makes of operands; a misfit is told with what the operands are.
  func applied(
    _ operands: [Quantity], _ nodes: [Syntax], _ node: Syntax,
    _ make: ([Term]) throws(Misfit) -> Term
  ) throws(ExpressionError) -> Quantity {
    do {
      return try meaning.apply(operands, make)
    } catch {
      let facts = zip(nodes, operands).map { operand, quantity in
        ExpressionError.Fact(text: text(operand), shape: meaning.type(of: quantity).shape)
      }
      throw self.error(node, .misfit(error, facts))
    }
  }

  func catching(
    _ node: Syntax, _ body: () throws(Misfit) -> Quantity
  ) throws(ExpressionError) -> Quantity {
    do {
      return try body()
    } catch {
      throw self.error(node, .misfit(error, []))
    }
  }

  func error(_ node: Syntax, _ problem: ExpressionError.Problem) -> ExpressionError {
    ExpressionError(source: source, range: node.range, problem: problem)
  }

  /// A node as typed, cut when it is long.
  func text(_ node: Syntax) -> String {
    let full = source.dropFirst(node.range.lowerBound).prefix(node.range.count)
    return full.count > 30 ? full.prefix(12) + "…" + full.suffix(8) : String(full)
  }
}
