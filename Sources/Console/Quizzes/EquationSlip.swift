import Engine
import Equations
import Expressions
import Tensors
import Terms

/// One slip in one equation: another expression of the same operands, and what was done.
///
/// The operands are right; what went wrong before is no slip here.
struct EquationSlip {
  /// As it can be typed at the place of the equation.
  let expression: String
  /// A clause that follows "that is".
  let remark: String

  /// The slips that an equation invites.
  static func of(_ equation: Equation, style: Formula.Style) -> [EquationSlip] {
    let list = SlipList(style: style, result: equation.result)
    var slips: [EquationSlip] = []
    var seen: Set<String> = [equation.term.formula(.typed).text]
    for (term, remark) in equation.term.changedOnce(list.changes) + list.whole(equation.term) {
      let text = term.formula(.typed).text
      if seen.insert(text).inserted { slips.append(EquationSlip(expression: text, remark: remark)) }
    }
    return slips
  }
}

/// What may be put in the place of a part of an equation.
private struct SlipList {
  let style: Formula.Style
  let result: Value

  /// The functions that are taken for each other.
  private static let activations: [any UnaryOp.Type] = [Sigmoid.self, Tanh.self, Relu.self]
  private static let named = ["hard_sigmoid", "hard_sigmoid_2"]

  private func text(_ term: Term) -> String { term.formula(style).text }

  func changes(_ term: Term) -> [(Term, String)] {
    switch term {
    case .value(let value) where value.role == .state:
      let shape = Term.value(value)
      return [
        (shape * 0, "without \(text(term)), what the timestep before has left"),
        (shape * 0 + 1, "with \(text(term)) = 1; the first state is 0 unless one is given"),
      ]
    case .apply(let op, let operands): return changes(op, operands, term)
    case .named(let function, let operands) where operands.count == 1:
      return others(than: function.name, of: operands[0], symbol: function.name)
    default: return []
    }
  }

  private func changes(_ op: any Op, _ operands: [Term], _ term: Term) -> [(Term, String)] {
    switch (op, operands.count) {
    case (let op as any UnaryOp, 1) where isActivation(op):
      return others(than: type(of: op).name, of: operands[0], symbol: type(of: op).symbol)
    case (is Softmax, 1):
      return [
        (operands[0], "without softmax, so \(text(operands[0])) itself"),
        (operands[0](Sigmoid()), "σ in the place of softmax"),
        (operands[0](Exp()), "e to the power of each, not yet divided by their sum"),
      ]
    case (is Add, 2):
      return [
        (operands[0], "without \(part(operands[1]))"),
        (operands[1], "without \(part(operands[0]))"),
        (operands[0] - operands[1], "with \(part(operands[1])) subtracted"),
      ]
    case (is Multiply, 2):
      return [
        (operands[0] + operands[1], "with + where ⊙, the product, belongs"),
        (operands[0], "without \(text(operands[1]))"),
        (operands[1], "without \(text(operands[0]))"),
      ]
    case (is Subtract, 2):
      guard case .number(1) = operands[0] else { return [] }
      return [(operands[1], "with \(text(operands[1])) where \(text(term)) belongs")]
    case (is MatMul, 2): return products(operands[0], operands[1])
    case (let slice as Slice, 1): return blocks(slice, operands[0], term)
    case (is Select, 3):
      return [
        (operands[1], "as if nothing were masked"), (operands[2], "as if this were masked"),
      ]
    default: return []
    }
  }

  /// A weight by the word for it too.
  private func part(_ term: Term) -> String {
    guard case .value(let value) = term, value.role == .weight, value.shape.rank == 1 else {
      return text(term)
    }
    return "the bias \(text(term))"
  }

  private func isActivation(_ op: any UnaryOp) -> Bool {
    SlipList.activations.contains { $0 == type(of: op) }
  }

  /// No function, and each of the others.
  private func others(than name: String, of operand: Term, symbol: String) -> [(Term, String)] {
    var result = [(operand, "without \(symbol): \(text(operand)) itself")]
    for op in SlipList.activations where op.name != name {
      result.append((.apply(op.init(), [operand]), "\(op.symbol) in the place of \(symbol)"))
    }
    for other in SlipList.named where other != name {
      result.append((call(other, operand), "\(other) in the place of \(symbol)"))
    }
    return result
  }

  /// A function by its name, as it is typed.
  private func call(_ name: String, _ operand: Term) -> Term {
    .named(NamedFunction(name) { $0.first ?? 0 }, [operand])
  }

  /// The kernel turned, or reshaped, or with its parts swapped.
  private func products(_ x: Term, _ kernel: Term) -> [(Term, String)] {
    let shape = kernel.shape
    guard shape.rank == 2, x.shape.rank == 1 else { return [] }
    let name = text(kernel)
    var result = [
      (
        .apply(Reshape([shape[1], shape[0]]), [kernel]) • x,
        "with \(name) reshaped where it should be transposed"
      )
    ]
    if shape[0] == shape[1] {
      result.append((x • .apply(Permute(), [kernel]), "with \(name) transposed"))
    }
    return result
  }

  /// The other blocks of the same width.
  private func blocks(_ slice: Slice, _ whole: Term, _ term: Term) -> [(Term, String)] {
    let width = term.shape.width
    let total = whole.shape.width
    guard width > 0, total > width, total % width == 0 else { return [] }
    return (0..<total / width).map { whole.part($0, of: total / width) }
      .filter { text($0) != text(term) }
      .map { ($0, "made of \(text($0)), the block of another gate") }
  }

  /// Changes to all of an equation.
  func whole(_ term: Term) -> [(Term, String)] {
    var result: [(Term, String)] = [(-term, "the right number with the other sign")]
    if case .apply(let op, let operands) = term, operands.count == 1,
      let unary = op as? any UnaryOp, isActivation(unary)
    {
      let symbol = type(of: unary).symbol
      result.append((.apply(op, [term]), "\(symbol) applied twice"))
    }
    // z ⊙ h₋₁ + (1 − z) ⊙ g with z the other way round.
    for value in term.values where term.complements(value) {
      let turned = term.replacing(value, with: 1 - .value(value))
      result.append((turned, "with \(text(.value(value))) the other way round"))
    }
    for (one, other) in term.values.pairs where one.shape == other.shape && one.role == other.role {
      let marker = Term.value(one)
      let swapped = term.swapping(one, other)
      if swapped != term {
        result.append((swapped, "with \(text(marker)) and \(text(.value(other))) swapped"))
      }
    }
    return result
  }
}

extension Array {
  /// Each two of the elements.
  fileprivate var pairs: [(Element, Element)] {
    indices.flatMap { first in self[(first + 1)...].map { (self[first], $0) } }
  }
}

extension Term {
  /// The terms that differ from this one in one place, each with a remark.
  fileprivate func changedOnce(_ changes: (Term) -> [(Term, String)]) -> [(Term, String)] {
    var result = changes(self)
    for (place, child) in children.enumerated() {
      for (changed, remark) in child.changedOnce(changes) {
        var operands = children
        operands[place] = changed
        result.append((with(operands), remark))
      }
    }
    return result
  }

  private func with(_ operands: [Term]) -> Term {
    switch self {
    case .value, .number: self
    case .apply(let op, _): .apply(op, operands)
    case .named(let function, _): .named(function, operands)
    }
  }

  fileprivate func replacing(_ value: Value, with term: Term) -> Term {
    if case .value(value) = self { return term }
    return with(children.map { $0.replacing(value, with: term) })
  }

  fileprivate func swapping(_ a: Value, _ b: Value) -> Term {
    if case .value(let value) = self {
      return .value(value == a ? b : value == b ? a : value)
    }
    return with(children.map { $0.swapping(a, b) })
  }

  /// Whether 1 − value stands in it.
  fileprivate func complements(_ value: Value) -> Bool {
    var found = false
    visit { term in
      if case .apply(let op, let operands) = term, op is Subtract, operands.count == 2,
        case .number(1) = operands[0], case .value(value) = operands[1]
      {
        found = true
      }
    }
    return found
  }
}
