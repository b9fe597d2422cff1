import Tensors

/// A value on its way through an expression.
package struct Computed: Sendable {
  /// The most elements that an array of an expression may have; all that it makes may have
  /// `ArrayBudget.arrays` times as many.
  package static let elementLimit = 40_000_000

  package let tensor: Tensor
  /// A number as typed: it takes the format of what it is combined with.
  package let isWeak: Bool

  package init(_ tensor: Tensor, isWeak: Bool = false) {
    self.tensor = tensor
    self.isWeak = isWeak
  }

  package static func number(_ number: Double, isInteger: Bool) -> Computed {
    Computed(Tensor(scalar: number, isInteger ? .int64 : .float64), isWeak: true)
  }
}
