import Debugging
import Tensors
import Terms

/// The formula of one number, `f[5]·C₋₁[5] + i[5]·g[5]`, and the same with the numbers in it.
struct ScalarFormula {
  let style: Formula.Style
  let format: NumberFormat

  init(_ presentation: Presentation) {
    style = Formula.Style(presentation.formulaStyle.alphabet, .row)
    var format = presentation.format
    // Two digits more than a listing has: these are numbers to check by hand.
    format.precision += 2
    self.format = format
  }

  /// Sums of more terms are written with a Σ.
  static let longest = 4

  private var dot: String { style.alphabet == .ascii ? "*" : "·" }
  private var minus: String { style.alphabet == .ascii ? "-" : "−" }

  func number(_ value: Double, _ dtype: DType = .float32) -> String {
    format.counting(from: [value]).scalar(value, dtype)
  }

  /// `W[0, 3]`.
  func name(_ entry: Entry) -> String {
    let index = entry.index.map(String.init).joined(separator: ", ")
    let text = entry.value.name.text(style.alphabet)
    // A part of an equation is called by its text.
    let name = entry.value.role == .intermediate ? "(\(text))" : text
    return index.isEmpty ? name : "\(name)[\(index)]"
  }

  // MARK: Names

  /// The formula in names; `running` holds the names of elements that stand for all of a sum.
  func symbolic(_ part: Derived, _ running: [Entry: String] = [:]) -> Formula {
    switch part.form {
    case .entry(let entry): return Formula(running[entry] ?? name(entry))
    case .constant: return value(part)
    case .sum(let sum):
      return combined(sum.terms, over: sum.divisor) {
        product($0) { symbolic($0, running) }
      } series: {
        series($0, running)
      }
    case .function(let op, let operands):
      return op.text(operands.map { symbolic($0, running) }, style)
    case .choice(let choice, let operands, _):
      return .call(choice.rawValue, shortened(operands) { symbolic($0, running) })
    case .either(let select, let condition, let yes, let no):
      return select.text([condition, yes, no].map { symbolic($0, running) }, style)
    case .lookup(let index, let entry):
      guard let place = entry?.entry else { return Formula("nan") }
      let rest = place.index.dropFirst().map { ", \($0)" }.joined()
      let table = place.value.name.text(style.alphabet)
      return Formula("\(table)[\(symbolic(index, running).text)\(rest)]")
    case .row(let op, let operands, let own, let working):
      return type(of: op).text(
        symbolic(operands[own], running), working.shared.map { Formula($0.name) })
    }
  }

  // MARK: Numbers

  /// The formula with numbers in the place of names; of a choice, only the branch that was taken.
  func numeric(_ part: Derived) -> Formula {
    switch part.form {
    case .entry, .constant, .lookup: return value(part)
    case .sum(let sum):
      return combined(sum.terms, over: sum.divisor) {
        product($0, numeric)
      } series: { terms in
        // A term has its divisor in it, which is written behind the sum.
        formula(of: number(terms.reduce(0) { $0 + $1.number } * sum.divisor))
      }
    case .function(let op, let operands):
      // How many samples are fed is a number of its own.
      return operands.isEmpty ? value(part) : op.text(operands.map(numeric), style)
    case .choice(let choice, let operands, _):
      return .call(choice.rawValue, shortened(operands, numeric))
    case .either(_, let condition, let yes, let no):
      return numeric(condition.number != 0 ? yes : no)
    case .row(let op, let operands, let own, let working):
      return type(of: op).text(
        numeric(operands[own]),
        working.shared.map { shared in
          let text = number(shared.value)
          return Formula(text.hasPrefix("-") ? "(\(text))" : text)
        })
    }
  }

  /// Each term of a sum as one number: `0.6205 − 0.0986`.
  func worked(_ sum: Derived.Sum) -> Formula {
    combined(sum.terms) { term in
      (Formula(number(abs(term.number))), term.number < 0)
    } series: { terms in
      formula(of: number(terms.reduce(0) { $0 + $1.number }))
    }
  }

  private func value(_ part: Derived) -> Formula {
    if case .constant = part.form, part.dtype.isFloat {
      return formula(of: NumberFormat.exact(part.number, part.dtype))
    }
    return formula(of: number(part.number, part.dtype))
  }

  /// A number's text; one with a sign binds as a sign does.
  private func formula(of number: String) -> Formula {
    Formula(number, number.hasPrefix("-") ? .sign : .atom)
  }

  // MARK: Sums

  /// The terms of a sum with their signs between them; what a long one runs over as one.
  private func combined(
    _ terms: [Derived.Addend], over divisor: Double = 1,
    _ term: (Derived.Addend) -> (Formula, isNegative: Bool),
    series: ([Derived.Addend]) -> Formula
  ) -> Formula {
    var parts: [(formula: Formula, isNegative: Bool)] = []
    for terms in pieces(terms) {
      if terms.count > 1 {
        parts.append((series(terms), false))
      } else {
        parts += terms.map(term)
      }
    }
    guard var result = parts.first.map({ $0.isNegative ? negated($0.formula) : $0.formula }) else {
      return Formula("0")
    }
    for part in parts.dropFirst() {
      let isSigned = part.formula.precedence == .sign
      let right = isSigned ? Formula("(\(part.formula.text))") : part.formula
      result = .infix(result, part.isNegative ? minus : "+", right, .sum)
    }
    return divisor == 1
      ? result : .infix(result, "/", Formula(NumberFormat.exact(divisor, .float64)), .product)
  }

  /// Terms one by one, or those of one matrix product or reduction together where there are many.
  private func pieces(_ terms: [Derived.Addend]) -> [[Derived.Addend]] {
    let isOverSamples = terms.contains { $0.sample != nil }
    guard terms.count > ScalarFormula.longest || isOverSamples else { return terms.map { [$0] } }
    var result: [[Derived.Addend]] = []
    for term in terms {
      if let group = term.group, result.last?.last?.group == group {
        result[result.count - 1].append(term)
      } else {
        result.append([term])
      }
    }
    return result
  }

  func product(
    _ term: Derived.Addend, _ text: (Derived) -> Formula
  ) -> (Formula, isNegative: Bool) {
    let factors = term.factors.map(text)
    guard factors.count > 1 else { return (factors.first ?? Formula("1"), term.isNegative) }
    let texts = factors.map { factor in
      factor.precedence == .sign
        ? "(\(factor.text))" : factor.bracketed(below: .power)
    }
    return (Formula(texts.joined(separator: dot), .product), term.isNegative)
  }

  private func negated(_ formula: Formula) -> Formula {
    // −2 as a number has the sign that all numbers have.
    Formula((formula.isNumber ? "-" : minus) + formula.bracketed(below: .power), .sign)
  }

  /// `Σ x[k]·W[k, 3]`.
  private func series(_ terms: [Derived.Addend], _ running: [Entry: String]) -> Formula {
    let sign = style.alphabet == .ascii ? "sum" : "Σ"
    guard let first = terms.first else { return Formula("0") }
    let names = running.merging(RunningIndices(terms, style).names, uniquingKeysWith: { $1 })
    let (text, isNegative) = product(first) { symbolic($0, names) }
    let term = isNegative ? negated(text) : text
    return Formula("\(sign) \(term.bracketed(below: .product))", .product)
  }

  /// The first, the second and the last of many.
  private func shortened(_ parts: [Derived], _ text: (Derived) -> Formula) -> [Formula] {
    guard parts.count > ScalarFormula.longest + 2, let last = parts.last else {
      return parts.map(text)
    }
    return parts.prefix(2).map(text) + [
      Formula(style.alphabet == .ascii ? "..." : "…"), text(last),
    ]
  }
}
