import Terms

/// The slope of the loss for one weight, and what optimizers make of it number by number.
///
/// Of an embedding's table Keras 3 on TensorFlow has one slope for every lookup. It adds up the squares of these,
/// `Σgᵢ²`, where anything else takes the square of their sum: a row that is looked up twice in a batch has another
/// moving square there. Where the table is regularized as well, or on JAX and PyTorch, there is but the sum; tf.keras
/// adds up first.
package struct Gradient {
  /// g, summed over samples and lookups.
  package let value: Term
  /// g², or Σgᵢ² of the lookups.
  package let square: Term
  /// |g|, or Σ|gᵢ| of the lookups.
  package let size: Term
  /// Whether the slope is one of each lookup.
  package let isOfLookups: Bool

  /// A slope that is one array.
  package init(_ value: Term) {
    self.value = value
    square = value.squared
    size = value.absolute
    isOfLookups = false
  }

  /// The slopes of lookups, row by row: their sum, the sum of their squares and of their sizes.
  package init(lookups value: Term, squares: Term, sizes: Term) {
    self.value = value
    square = squares
    size = sizes
    isOfLookups = true
  }
}
