/// How loops over numbers compute an op: the shape of its code in C, C++ and Swift.
package enum LoopForm: Sendable {
  /// Each number from the operands' in its place; shapes broadcast.
  case element(ElementCode)
  /// A number of the second operand where the first is not 0, of the third elsewhere.
  case choice
  /// The operand's numbers in the same order, in another shape.
  case sameOrder
  /// Each number is one of the operand's: where, along each of its axes.
  case view([AxisIndex])
  /// A function of the rows along an axis.
  case rows(RowCode, axis: Int)
  /// One number for all that lie along some axes.
  case fold(FoldCode, axes: [Int])
  /// The matrix product of two operands.
  case product
  /// The first operand's rows, turned round, times the second's.
  case transposedProduct
  /// The operands one behind the other along an axis.
  case join(axis: Int)
  /// The rows of the first operand that the second names.
  case lookup
  /// The rows of the first operand added to those of a table that the second names.
  case scatter(rows: Int)
  /// Something of every window of the first operand.
  case windows(WindowCode)
  /// The operand's numbers, so many places further along each axis, and zeros around them.
  case pad(before: [Int])
  /// Every number of the operand so many times along each axis.
  case repeats([Int])
}

/// Where along one axis of an operand a number lies.
package enum AxisIndex: Sendable, Hashable {
  case at(Int)
  /// `start + step·i`, i being the place along an axis of the result.
  case along(axis: Int, start: Int, step: Int)
}

/// A function of a row of numbers in every language.
///
/// The texts are bodies. In NumPy: of `x` and `axis`, giving an array. In C and Swift: of `x` and
/// `out` with `n` numbers each, `step` apart; `real` stands for the number's type, `$exp` for the
/// language's own function.
package struct RowCode: Sendable, Hashable {
  package let name: String
  package let numpy: [String]
  package let c: [String]
  package let swift: [String]

  package init(_ name: String, numpy: [String], c: [String], swift: [String]) {
    self.name = name
    self.numpy = numpy
    self.c = c
    self.swift = swift
  }
}

/// A reduction: from `start`, each number `x` turns the result `m` into `next`; where the place is
/// asked for, `next` says whether x takes the place of m.
package struct FoldCode: Sendable, Hashable {
  package let start: String
  package let next: String
  /// Whether the result is divided by how many numbers there are.
  package let isMean: Bool
  /// Whether the result is the place where m was last replaced.
  package let isPlace: Bool

  package init(start: String, next: String, isMean: Bool = false, isPlace: Bool = false) {
    self.start = start
    self.next = next
    self.isMean = isMean
    self.isPlace = isPlace
  }
}
