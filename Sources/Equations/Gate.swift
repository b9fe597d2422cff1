import Terms

/// A value of a loop by which others are multiplied: i, f, g and o of an LSTM; z, r and g of a GRU.
///
/// It is a function of something, no state, and a factor of a product in its loop. That follows from
/// the equations, not from the layer's class.
package struct Gate: Hashable, Sendable {
  package let value: Value
  /// The layer call whose equations it stands among.
  package let frame: Int
  /// Its number among the gates of that call, in the order of the list, from 0.
  package let index: Int
  /// What its function can give; nil where that is not bounded.
  package let range: ClosedRange<Double>?
}
