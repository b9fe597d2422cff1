import Equations
import Terms

/// What is added to the loss for a weight, or for what a layer gives.
package protocol Regularizer: Sendable {
  /// Keras' class and its other names: `L2`, `l2`.
  static var names: [String] { get }
  init(_ saved: Saved) throws(Obstacle)
  /// The penalty for an array, one number.
  func penalty(of w: Term, to eq: some EquationList) throws -> Term
}
