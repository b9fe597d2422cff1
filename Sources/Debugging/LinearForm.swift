import Terms

/// `Σ cᵢ·sᵢ + rest`: a number as it depends on the elements of a state.
struct LinearForm {
  /// By the element of the state before.
  var coefficients: [Int: Double] = [:]
  var rest = 0.0
  /// Whether no function was replaced by a straight line.
  var isExact = true

  init(rest: Double) { self.rest = rest }

  init(element: Int) { coefficients = [element: 1] }

  var isConstant: Bool { coefficients.isEmpty }

  func scaled(by factor: Double) -> LinearForm {
    var result = self
    result.coefficients = coefficients.mapValues { $0 * factor }
    result.rest *= factor
    return result
  }

  mutating func add(_ other: LinearForm) {
    coefficients.merge(other.coefficients, uniquingKeysWith: +)
    rest += other.rest
    isExact = isExact && other.isExact
  }
}

extension Derived {
  /// The number as it depends on a state; nil where it is no such form, not even with straight
  /// lines in the place of functions.
  ///
  /// `leaf` says how a named number depends on it; nil takes the number as it is.
  func linear(_ leaf: (Entry) throws -> LinearForm?) throws -> LinearForm? {
    switch form {
    case .constant: return LinearForm(rest: number)
    case .entry(let entry): return try leaf(entry) ?? LinearForm(rest: number)
    case .sum(let sum): return try sum.linear(leaf)
    case .either(_, let condition, let yes, let no):
      return try (condition.number != 0 ? yes : no).linear(leaf)
    case .choice(let choice, let operands, let decisive?) where choice.isElement:
      return try operands[decisive].linear(leaf)
    case .function(let op, let operands): return try linear(op, operands, leaf)
    case .choice, .lookup, .row:
      let depends = try children.contains { try $0.linear(leaf)?.isConstant != true }
      return depends ? nil : LinearForm(rest: number)
    }
  }

  /// A function of one number that depends on the state: the straight line through what it gives
  /// for 0 and what it gave.
  private func linear(
    _ op: any Op, _ operands: [Derived], _ leaf: (Entry) throws -> LinearForm?
  ) throws -> LinearForm? {
    var forms: [LinearForm] = []
    for operand in operands {
      guard let form = try operand.linear(leaf) else { return nil }
      forms.append(form)
    }
    let dependent = forms.indices.filter { !forms[$0].isConstant }
    guard let place = dependent.first else { return LinearForm(rest: number) }
    guard dependent.count == 1 else { return nil }
    var numbers = operands.map(\.number)
    func value(_ x: Double) -> Double {
      numbers[place] = x
      return op.exact(numbers) ?? .nan
    }
    let line = StraightLine(at: operands[place].number, value)
    var result = forms[place].scaled(by: line.slope)
    result.rest += line.base
    result.isExact = result.isExact && op is Cast
    return result
  }
}

extension Derived.Sum {
  fileprivate func linear(_ leaf: (Entry) throws -> LinearForm?) throws -> LinearForm? {
    var result = LinearForm(rest: 0)
    for term in terms {
      var product = LinearForm(rest: (term.isNegative ? -1 : 1) / divisor)
      for factor in term.factors {
        guard let form = try factor.linear(leaf) else { return nil }
        guard form.isConstant || product.isConstant else { return nil }
        let isExact = product.isExact
        product = form.isConstant ? product.scaled(by: form.rest) : form.scaled(by: product.rest)
        product.isExact = product.isExact && isExact && form.isExact
      }
      result.add(product)
    }
    return result
  }
}

/// `base + slope·x`: the line through what a function gives for 0 and for the number it had.
struct StraightLine {
  let base, slope: Double

  init(at x: Double, _ value: (Double) -> Double) {
    base = value(0)
    let near = 1e-6
    slope = x == 0 ? (value(near) - value(0 - near)) / (2 * near) : (value(x) - base) / x
  }
}
