import Equations
import Terms

/// A layer of one input and one output.
package protocol UnaryLayer: Layer {
  /// Whether the input's mask goes on with the output.
  var keepsMask: Bool { get }
  func lower(_ x: Term, to eq: Equations) throws -> Term
}

extension UnaryLayer {
  package var keepsMask: Bool { true }

  package func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    let output = try lower(input.term, to: eq)
    return [Signal(output, mask: keepsMask ? call.effectiveMask : nil)]
  }
}
