import Tensors

/// An expression over values: what stands to the right of an equation's sign.
public indirect enum Term: Sendable {
  case value(Value)
  case number(Double)
  case apply(any Op, [Term])
  case named(NamedFunction, [Term])

  /// The value, when the term is nothing else.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  public var children: [Term] {
    switch self {
    case .value, .number: []
    case .apply(_, let operands), .named(_, let operands): operands
    }
  }

  /// The values that it reads, each once, in the order of the text.
  public var values: [Value] {
    var seen: Set<Int> = []
    var result: [Value] = []
    visit { term in
      if case .value(let value) = term, seen.insert(value.id).inserted { result.append(value) }
    }
    return result
  }

  public func visit(_ body: (Term) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }
}

/// A function that has a name on the slide and is made of ops: `gelu(z)`.
public struct NamedFunction: Sendable {
  public let name: String
  /// The arguments that are settings, as typed: `alpha=0.2`.
  public let options: [String]
  /// What it is made of.
  public let definition: @Sendable ([Term]) -> Term

  public init(
    _ name: String, options: [String] = [], _ definition: @escaping @Sendable ([Term]) -> Term
  ) {
    self.name = name
    self.options = options
    self.definition = definition
  }
}

extension Term: Equatable {
  /// The same ops on the same values; a named function equals one of the same name and options.
  public static func == (a: Term, b: Term) -> Bool {
    switch (a, b) {
    case (.value(let x), .value(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.apply(let f, let x), .apply(let g, let y)):
      AnyHashable(f) == AnyHashable(g) && x == y
    case (.named(let f, let x), .named(let g, let y)):
      f.name == g.name && f.options == g.options && x == y
    default: false
    }
  }
}

extension Term: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
}

// MARK: The operators of the slide

infix operator • : MultiplicationPrecedence

extension Term {
  /// The matrix product, `x·W`.
  public static func • (a: Term, b: Term) -> Term { .apply(MatMul(), [a, b]) }
  public static func + (a: Term, b: Term) -> Term { .apply(Add(), [a, b]) }
  public static func - (a: Term, b: Term) -> Term { .apply(Subtract(), [a, b]) }
  /// The product element by element, `a ⊙ b`.
  public static func * (a: Term, b: Term) -> Term { .apply(Multiply(), [a, b]) }
  public static func / (a: Term, b: Term) -> Term { .apply(Divide(), [a, b]) }
  public static prefix func - (a: Term) -> Term { .apply(Negate(), [a]) }

  /// Adds a term that may be missing: a missing bias adds nothing and writes nothing.
  public static func + (a: Term, b: Term?) -> Term { b.map { a + $0 } ?? a }

  /// One of `count` equal parts of the last axis.
  public func part(_ index: Int, of count: Int) -> Term {
    let width = shape.width / count
    return .apply(Slice.last(index * width..<(index + 1) * width, rank: shape.rank), [self])
  }

  /// An op of one operand applied.
  public func callAsFunction(_ op: some Op) -> Term { .apply(op, [self]) }

  public static func select(_ condition: Term, _ yes: Term, _ no: Term) -> Term {
    .apply(Select(), [condition, yes, no])
  }
}

// MARK: Types

extension Term {
  /// The shape of one sample; that of a term that does not fit is `()`.
  public var shape: Shape { (try? type().shape) ?? .scalar }

  /// What the term's value is; throws the first place that does not fit.
  public func type() throws(TermMisfit) -> TensorType {
    try type(at: [])
  }

  private func type(at path: [Int]) throws(TermMisfit) -> TensorType {
    switch self {
    case .value(let value): return value.type
    case .number: return TensorType(.scalar, .float32)
    case .named(let function, let operands):
      for (index, operand) in operands.enumerated() { _ = try operand.type(at: path + [index]) }
      do {
        return try function.definition(operands).type(at: [])
      } catch {
        throw TermMisfit(path: path, misfit: error.misfit)
      }
    case .apply(let op, let operands):
      var types: [TensorType] = []
      for (index, operand) in operands.enumerated() {
        types.append(try operand.type(at: path + [index]))
      }
      do {
        return try op.result(of: Term.adapting(operands, types))
      } catch {
        throw TermMisfit(path: path, misfit: error)
      }
    }
  }

  /// A plain number takes the format of what it stands beside, as in Python.
  static func adapting(_ operands: [Term], _ types: [TensorType]) -> [TensorType] {
    adapting(
      operands.map { if case .number(let number) = $0 { number } else { nil } }, types)
  }

  /// The same for operands that are plain numbers, or nil where they are something else.
  static func adapting(_ numbers: [Double?], _ types: [TensorType]) -> [TensorType] {
    let formats = zip(numbers, types).compactMap { $0 == nil ? $1.dtype : nil }
    guard let first = formats.first else { return types }
    let format = formats.dropFirst().reduce(first) { $0.promoted(with: $1) }
    return zip(numbers, types).map { number, type in
      guard let number else { return type }
      let fits = format.isFloat || number == number.rounded()
      return TensorType(.scalar, fits && format != .bool ? format : .float32)
    }
  }
}

/// A place in a term where operands do not fit.
public struct TermMisfit: Error, Sendable, Equatable {
  /// The way down from the outermost op: which operand, of which operand, ….
  public let path: [Int]
  public let misfit: Misfit
}

// MARK: Text

extension Term {
  /// The term as text.
  public func formula(_ style: Formula.Style) -> Formula { formula(style, marking: nil) }

  /// The text with the part at a path between `Term.markStart` and `Term.markEnd`.
  func formula(_ style: Formula.Style, marking path: ArraySlice<Int>?) -> Formula {
    let plain: Formula
    switch self {
    case .value(let value): plain = Formula(value.name.text(style.alphabet))
    case .number(let number):
      plain = Formula(NumberFormat.exact(number, .float64), number.sign == .minus ? .sign : .atom)
    case .apply(let op, let operands):
      plain = op.text(Term.formulas(operands, style, path), style)
    case .named(let function, let operands):
      plain = .call(function.name, Term.formulas(operands, style, path), function.options)
    }
    guard path?.isEmpty == true else { return plain }
    return Formula("\(Term.markStart)\(plain.text)\(Term.markEnd)", plain.precedence)
  }

  private static func formulas(
    _ operands: [Term], _ style: Formula.Style, _ path: ArraySlice<Int>?
  ) -> [Formula] {
    operands.enumerated().map { index, operand in
      operand.formula(style, marking: path?.first == index ? path?.dropFirst() : nil)
    }
  }

  static let markStart: Character = "\u{2}"
  static let markEnd: Character = "\u{3}"

  /// The term at a path.
  public func subterm(_ path: [Int]) -> Term? {
    guard let first = path.first else { return self }
    guard children.indices.contains(first) else { return nil }
    return children[first].subterm(Array(path.dropFirst()))
  }
}
