import Equations
import Tensors
import Terms

extension Equations {
  /// Floating-point numbers in the format of the call that is being written, by an equation where they have another one.
  func inFormat(_ term: Term, as name: Name) throws -> Term {
    let own = try term.type().dtype
    guard own.isFloat, own != dtype else { return term }
    let cast = try self(name, term(Cast(dtype)), "to the layer's format")
    note(layout(of: term), of: cast)
    return cast
  }
}
