import Equations
import Tensors
import Terms
import Training

/// Equations of an update under the names of the weight that they change: an optimizer's `w′`, `g` and `m′` become
/// `W′`, `∂W` and `m_W′`.
struct WeightNames: EquationList {
  let eq: Equations
  let weight: Name

  func callAsFunction(_ name: Name, _ term: Term, _ note: String) throws -> Term {
    try eq(of(name), term, note)
  }

  func constant(_ name: Name, _ tensor: Tensor) -> Term { eq.constant(of(name), tensor) }

  /// The name of something of this weight, which a formula calls w, g or by a letter of its own.
  func of(_ name: Name) -> Name {
    Name(
      WeightNames.put(weight.ascii, for: name.ascii, gradient: "d", end: "_next"),
      WeightNames.put(weight.unicode, for: name.unicode, gradient: "∂", end: "′"))
  }

  private static func put(_ weight: String, for name: String, gradient: String, end: String)
    -> String
  {
    guard let first = name.first else { return weight }
    let rest = name.dropFirst()
    // A mark behind the letter is what a decayed weight or a clipped gradient has.
    let isMarked = rest.first.map { !$0.isLetter && !$0.isNumber } ?? true
    if first == "w", isMarked { return weight + rest }
    if first == "g", isMarked { return gradient + weight + rest }
    if name.hasSuffix(end) { return "\(name.dropLast(end.count))_\(weight)\(end)" }
    return "\(name)_\(weight)"
  }
}
