import Tensors

/// The operators of the slide.
infix operator • : MultiplicationPrecedence

extension Term {
  /// The matrix product, `x·W`.
  package static func • (a: Term, b: Term) -> Term { .apply(MatMul(), [a, b]) }
  package static func + (a: Term, b: Term) -> Term { .apply(Add(), [a, b]) }
  package static func - (a: Term, b: Term) -> Term { .apply(Subtract(), [a, b]) }
  /// The product element by element, `a ⊙ b`.
  package static func * (a: Term, b: Term) -> Term { .apply(Multiply(), [a, b]) }
  package static func / (a: Term, b: Term) -> Term { .apply(Divide(), [a, b]) }
  package static prefix func - (a: Term) -> Term { .apply(Negate(), [a]) }

  /// Adds a term that may be missing: a missing bias adds nothing and writes nothing.
  package static func + (a: Term, b: Term?) -> Term { b.map { a + $0 } ?? a }

  /// One of `count` equal parts of the last axis.
  package func part(_ index: Int, of count: Int) -> Term {
    let width = shape.width / count
    return .apply(Slice.last(index * width..<(index + 1) * width, rank: shape.rank), [self])
  }

  /// An op of one operand applied.
  package func callAsFunction(_ op: some Op) -> Term { .apply(op, [self]) }

  package static func select(_ condition: Term, _ yes: Term, _ no: Term) -> Term {
    .apply(Select(), [condition, yes, no])
  }
}
