import Tensors
import Terms

// The words that the activations' formulas are written in.
extension Term {
  /// A function with a name on the slide, made of ops, that works element by element.
  static func apply(
    _ name: String, options: [String] = [], to operand: Term,
    slope: NamedFunction.Slope = .derived, _ definition: @escaping @Sendable (Term) -> Term
  ) -> Term {
    let function = NamedFunction(name, options: options, slope: slope) { operands in
      definition(operands.first ?? 0)
    }
    return .named(function, [operand])
  }

  static func maximum(_ a: Term, _ b: Term) -> Term { .apply(Maximum(), [a, b]) }
  static func minimum(_ a: Term, _ b: Term) -> Term { .apply(Minimum(), [a, b]) }
  static func greater(_ a: Term, _ b: Term) -> Term { .apply(Greater(), [a, b]) }
  static func less(_ a: Term, _ b: Term) -> Term { .apply(Less(), [a, b]) }

  /// 1 where a condition holds and 0 elsewhere, in the format of a term.
  static func truth(_ condition: Term, like term: Term) -> Term {
    condition(Cast((try? term.type().dtype) ?? .float32))
  }

  /// `x` above 0, `alpha·(eˣ − 1)` below.
  static func elu(_ x: Term, alpha: Double) -> Term {
    let below = alpha == 1 ? x(Expm1()) : .number(alpha) * x(Expm1())
    return .select(.greater(x, 0), x, below)
  }

  /// `x` above 0, `slope·x` below.
  static func leakyRelu(_ x: Term, slope: Double) -> Term {
    .select(.greater(x, 0), x, .number(slope) * x)
  }

  /// `0.5x·(1 + tanh(√(2/π)·(x + 0.044715x³)))`: gelu without erf.
  static func geluByTanh(_ x: Term) -> Term {
    .apply("gelu_by_tanh", to: x) { x in
      let cube = x(Square()) * x
      return 0.5 * x * (1 + (0.7978845608028654 * (x + 0.044715 * cube))(Tanh()))
    }
  }
}
