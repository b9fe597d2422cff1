import Equations
import Terms

/// A learning rate that depends on how many updates there were.
package protocol Schedule: Sendable {
  /// Keras' class.
  static var className: String { get }
  init(_ saved: Saved) throws(Obstacle)
  /// The rate η after n updates; n is a number of a float format, 0 at the first step.
  func rate(_ n: Term, to eq: some EquationList) throws -> Term
}

extension EquationList {
  /// The equation of the learning rate.
  func rate(_ term: Term, _ note: String) throws -> Term { try self(Name("eta", "η"), term, note) }
}

extension Saved {
  /// A number that must be there.
  func needed(_ key: String) throws(Obstacle) -> Double {
    guard let number = try double(key) else { throw refusal(key, "a number") }
    return number
  }
}
