import Containers
import Equations
import Terms

/// What a weight must be like after every update.
package protocol Constraint: Sendable {
  /// Keras' class and its other names: `MaxNorm`, `max_norm`, `maxnorm`.
  static var names: [String] { get }
  init(_ saved: Saved) throws(Obstacle)
  /// The weight made so.
  func constrained(_ w: Term, to eq: some EquationList) throws -> Term
}

extension Saved {
  /// The axes along which norms are taken; 0 when none is saved.
  func normAxes() throws(Obstacle) -> [Int] {
    guard let value = value("axis") else { return [0] }
    if let one = value.intValue { return [one] }
    let list = value.arrayValue?.compactMap(\.intValue) ?? []
    guard !list.isEmpty, list.count == value.arrayValue?.count else {
      throw refusal("axis", "one whole number or several")
    }
    return list
  }
}

extension EquationList {
  /// `√Σw²` along axes, which stay with length 1.
  func norms(_ w: Term, _ axes: [Int]) throws -> Term {
    try self("norms", w.squared.sum(axes, keepsAxes: true).squareRoot, "lengths of the vectors")
  }
}
