import Equations
import Tensors
import Terms

/// Where equations go: a program's list, or whoever wants their numbers at once.
package protocol EquationList {
  /// Adds the equation `name = term` and gives its value to the next one.
  func callAsFunction(_ name: Name, _ term: Term, _ note: String) throws -> Term

  /// An array that is known beforehand.
  func constant(_ name: Name, _ tensor: Tensor) -> Term
}

/// The same for a whole batch, whose axis the equations do not show.
package protocol BatchEquations: EquationList {
  /// Adds the equation `name = Σ term` over the samples of the batch; the sum belongs to all of them.
  func sumOverSamples(_ name: Name, _ term: Term, _ note: String) throws -> Term

  /// How many samples the batch has.
  var sampleCount: Term { get }
}

extension Equations: EquationList {}
