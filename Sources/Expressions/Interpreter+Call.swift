import Containers
import Tensors
import Terms

/// `sum(x, axis=0)`, `x.reshape(3, 2)`, `gelu(z)`.
extension Interpreter {
  func call(
    _ name: Syntax.Name, _ receiver: Syntax?, _ arguments: [Syntax.Argument], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    if name.text == GradientCall.name, receiver == nil {
      return try gradient(arguments, node)
    }
    let maker = meaning.names.functions[name.text]
    if let function = Functions.table[name.text] {
      if receiver != nil, !function.isMethod {
        throw error(node, .unknownAttribute(name.text, nearest: nil))
      }
      do {
        return try call(function, receiver, arguments, node)
      } catch {
        // A function of the same name with other arguments: `relu(x, max_value=6)`.
        guard let maker, error.problem.isAboutArguments else { throw error }
        return try call(maker, name, receiver, arguments, node)
      }
    }
    if let maker { return try call(maker, name, receiver, arguments, node) }
    if receiver == nil, Functions.facts.contains(name.text), arguments.count == 1,
      let operand = arguments.first?.value
    {
      return try fact(name.text, of: try value(operand), operand, node)
    }
    if receiver == nil, meaning.names.isName(name.text) {
      throw error(node, .valueCalled(name.text))
    }
    let known = Functions.names + meaning.names.functions.keys
    throw ExpressionError(
      source: source, range: name.range,
      problem: .unknownFunction(name.text, nearest: nearest(to: name.text, in: known)))
  }

  /// What is derived is not computed here: who knows the values is asked.
  private func gradient(
    _ arguments: [Syntax.Argument], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let call = try GradientCall(arguments, node, in: source)
    do {
      if let gradient = try meaning.gradient(of: call.of, by: call.by) { return gradient }
    } catch {
      throw self.error(node, Interruption.isWished() ? .interrupted : .unavailable(error))
    }
    throw error(node, .unavailable(GradientCall.nowhere))
  }

  /// A function that the caller knows: values are operands, the rest is passed on as typed.
  private func call(
    _ maker: FunctionMaker, _ name: Syntax.Name, _ receiver: Syntax?,
    _ arguments: [Syntax.Argument], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let nodes = [receiver].compactMap { $0 } + arguments.filter { $0.name == nil }.map(\.value)
    let options = arguments.compactMap { argument in
      argument.name.map { "\($0.text)=\(sourceText(argument.value))" }
    }
    return try applied(try values(nodes), nodes, node) { terms throws(Misfit) in
      guard let term = maker(terms, options) else {
        throw Misfit("\(name.text) does not take these arguments")
      }
      return term
    }
  }

  private func sourceText(_ node: Syntax) -> String {
    String(source.dropFirst(node.range.lowerBound).prefix(node.range.count))
  }

  private func call(
    _ function: Function, _ receiver: Syntax?, _ arguments: [Syntax.Argument], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let bound = try bind(function, receiver, arguments, node)
    var options = Options()
    for (option, nodes) in bound.options { options[option.name] = try setting(nodes, option) }
    let settings = options
    switch function.body {
    case .creation(let make):
      let like = try bound.operands.first.map { operand throws(ExpressionError) in
        meaning.type(of: try value(operand))
      }
      let context = like.map(creation.like) ?? creation
      return try catching(node) { () throws(Misfit) in
        try meaning.array(try make(settings, context))
      }
    case .term(let make):
      return try applied(try values(bound.operands), bound.operands, node) {
        terms throws(Misfit) in try make(terms, settings)
      }
    }
  }

  // MARK: Arguments

  private struct Bound {
    var operands: [Syntax] = []
    /// Each option with its nodes: several where it is spread out.
    var options: [(option: Option, nodes: [Syntax])] = []
  }

  /// Sorts arguments into operands and options.
  private func bind(
    _ function: Function, _ receiver: Syntax?, _ arguments: [Syntax.Argument], _ node: Syntax
  ) throws(ExpressionError) -> Bound {
    var named: [String: [Syntax]] = [:]
    var positional = [receiver].compactMap { $0 }
    let operands = function.operandNames
    let options = function.options.map(\.name)
    for argument in arguments {
      guard let name = argument.name else {
        positional.append(argument.value)
        continue
      }
      guard operands.contains(name.text) || options.contains(name.text),
        named[name.text] == nil
      else {
        throw ExpressionError(
          source: source, range: name.range,
          problem: .unknownOption(name.text, usage: function.usage))
      }
      named[name.text] = [argument.value]
    }
    var places = (operands + options).filter { named[$0] == nil }[...]
    var rest = positional[...]
    while let next = rest.popFirst() {
      guard let place = places.popFirst() else {
        throw error(node, .tooManyArguments(usage: function.usage))
      }
      named[place] = [next]
      guard place == options.first, function.spreadsFirstOption, !next.isSeveral else {
        continue
      }
      while let more = rest.popFirst() { named[place, default: []].append(more) }
    }
    return try bound(function, named, node)
  }

  private func bound(
    _ function: Function, _ named: [String: [Syntax]], _ node: Syntax
  ) throws(ExpressionError) -> Bound {
    var result = Bound()
    for name in function.operandNames {
      guard let operand = named[name]?.first else {
        throw error(node, .missingArgument(name, usage: function.usage))
      }
      if case .list = function.operands {
        guard case .list(let items) = operand.listed else {
          throw error(operand, .unexpected(found: "one value", expected: "a list, [a, b]"))
        }
        result.operands += items
      } else {
        result.operands.append(operand)
      }
    }
    for option in function.options {
      if let nodes = named[option.name] { result.options.append((option, nodes)) }
    }
    return result
  }

  // MARK: Settings

  private func setting(
    _ nodes: [Syntax], _ option: Option
  ) throws(ExpressionError) -> Options.Setting {
    guard nodes.count == 1, let node = nodes.first else {
      return .numbers(try numbers(nodes))
    }
    switch node.kind {
    case .none: return .none
    case .name(let word, _):
      if option.kind == .format, let format = Options.formats[word] { return .format(format) }
      if option.kind == .word { return .word(word) }
    case .list(let items), .tuple(let items): return .numbers(try numbers(items))
    case .truth(let truth): return .number(truth ? 1 : 0)
    default: break
    }
    guard let known = meaning.constant(try value(node)) else {
      throw error(node, .notANumber(text(node)))
    }
    if known.shape == .scalar, let number = known.elements.first { return .number(number) }
    guard known.shape.rank == 1 else { throw error(node, .notANumber(text(node))) }
    return .numbers(known.elements)
  }

  private func numbers(_ nodes: [Syntax]) throws(ExpressionError) -> [Double] {
    var result: [Double] = []
    for node in nodes {
      // Pairs in a list: ((1, 1), (0, 0)).
      if case .list(let items) = node.listed {
        result += try numbers(items)
        continue
      }
      guard let known = meaning.constant(try value(node)), known.shape == .scalar,
        let number = known.elements.first
      else { throw error(node, .notANumber(text(node))) }
      result.append(number)
    }
    return result
  }
}

extension Syntax {
  /// Whether it is a list or a tuple.
  fileprivate var isSeveral: Bool {
    switch kind {
    case .list, .tuple: true
    default: false
    }
  }

  /// A tuple counts as a list.
  fileprivate var listed: Kind {
    if case .tuple(let items) = kind { .list(items) } else { kind }
  }
}

extension ExpressionError.Problem {
  /// Whether other arguments could have been right.
  fileprivate var isAboutArguments: Bool {
    switch self {
    case .unknownOption, .tooManyArguments, .missingArgument: true
    default: false
    }
  }
}
