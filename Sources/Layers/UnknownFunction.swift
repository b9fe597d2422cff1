import Equations

/// A function of the author's own, of which nobody has said what it computes.
package struct UnknownFunction: Error, Sendable {
  /// The path of the layer that applies it, and the key under which its config names it.
  package let layer: String
  package let key: String
  /// What the file calls it.
  package let name: String

  /// What stops the layer's equations where it is to be applied.
  package func obstacle(_ eq: Equations) -> Obstacle {
    eq.walkEnd(
      "its \(key) is \(name), a function of its author's own, whose code is not read",
      remedy: Advice.function("\(layer).\(key)"))
  }
}
