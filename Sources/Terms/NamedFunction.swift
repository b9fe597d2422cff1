import Tensors

/// A function that has a name on the slide and is made of ops: `gelu(z)`.
package struct NamedFunction: Sendable {
  package let name: String
  /// The name on a slide: `gelu′`.
  package let symbol: String
  /// The arguments that are settings, as typed: `alpha=0.2`.
  package let options: [String]
  /// What it is made of.
  package let definition: @Sendable ([Term]) -> Term
  /// Its slope, of a function of one operand that works element by element; nil of any other.
  package let slope: Slope?
  /// What a gradient g of it is for each operand, of a function of several that says so itself.
  package let pullback: Pullback?

  package typealias Pullback = @Sendable (_ g: Term, _ operands: [Term]) -> [Term?]

  /// How a function says what its slope is.
  package enum Slope: Sendable {
    /// It follows from the definition.
    case derived
    /// It is given, for the definition would say something else at a kink.
    case stated(@Sendable (Term) -> Term)
  }

  package init(
    _ name: String, symbol: String? = nil, options: [String] = [], slope: Slope? = nil,
    pullback: Pullback? = nil, _ definition: @escaping @Sendable ([Term]) -> Term
  ) {
    self.pullback = pullback
    self.name = name
    self.symbol = symbol ?? name
    self.options = options
    self.slope = slope
    self.definition = definition
  }

  /// `gelu′`, typed `gelu_slope`: of the operand, element by element.
  package var slopeFunction: NamedFunction? {
    guard let slope else { return nil }
    let definition = definition
    return NamedFunction(name + "_slope", symbol: symbol + "′", options: options, slope: .derived) {
      operands in
      guard let operand = operands.first else { return 0 }
      switch slope {
      case .stated(let slope): return slope(operand)
      case .derived: return NamedFunction.derivative(of: definition, at: operand)
      }
    }
  }

  /// What the definition's pullback gives for a gradient of 1.
  private static func derivative(
    of definition: @Sendable ([Term]) -> Term, at operand: Term
  ) -> Term {
    let type = (try? operand.type()) ?? TensorType(.scalar, .float32)
    let variable = Value(
      id: -1, name: "x", type: type, role: .intermediate, isBatched: true, scope: nil)
    var slopes: [Term] = []
    let way = Term.Way(takes: { part, gradient in
      guard part.value == variable else { return false }
      slopes.append(gradient)
      return true
    })
    definition([.value(variable)]).pullBack(1, way)
    let slope = Term.sum(of: slopes) ?? 0
    return slope.replacing(variable, with: operand)
  }
}

/// Gives what a named function means for operands and options (`alpha=0.2`, as typed); nil when it
/// does not take them.
package typealias FunctionMaker = @Sendable (_ operands: [Term], _ options: [String]) -> Term?
