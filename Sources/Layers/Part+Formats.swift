import Equations
import Tensors
import Terms

/// How a layer's inputs come to its number format.
extension Part {
  /// An input in the format of the call that is being written: Keras brings floating-point numbers to it before a call.
  package func cast(_ signal: Signal, to eq: Equations) throws -> Signal {
    Signal(try cast(signal.term, to: eq), mask: signal.mask)
  }

  /// The same of a state or any other array.
  package func cast(_ term: Term, as name: Name = Name("x"), to eq: Equations) throws -> Term {
    guard layer.castsInputs else { return term }
    return try eq.inFormat(term, as: name)
  }
}

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
