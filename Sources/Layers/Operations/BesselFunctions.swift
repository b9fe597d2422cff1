import Equations
import Tensors
import Terms

/// Bessel's modified functions of the first kind, I₀ and I₁: their series up to 30, and the one for large numbers beyond.
enum BesselFunctions {
  private static let border = 30.0
  /// So many terms leave nothing but rounding up to there, and from there on.
  private static let (near, far) = (100, 24)

  /// `(x/2)ⁿ·Σ (x²/4)ᵏ/(k!(k + n)!)`, or `eˣ/√(2πx)·Σ (−1)ᵏaₖ/xᵏ` with aₖ₊₁ = aₖ·(4n² − (2k + 1)²)/(8(k + 1)); scaled by e⁻ˣ.
  static func of(_ x: Term, _ order: Int, isScaled: Bool, _ eq: Equations) throws -> Term {
    let size = try eq("u", x(Abs()), "without its sign")
    let isNear = Term.apply(Less(), [size, .number(border)])
    let t = try eq("t", .select(isNear, size, .number(border)))
    let squares = try eq.constant("k2", [near], .float64) {
      (1...near).map { Double($0 * ($0 + order)) }
    }
    let ratios = t(Square())(Reshape(x.shape.dims + [1])) / 4 / squares
    let terms = try eq("s", ratios(CumulativeProduct()), "the terms of the series")
    let sum = 1 + terms(Reduce(.sum, axes: [-1]))
    let series = (order == 0 ? sum : t / 2 * sum) * (-t)(Exp())
    let v = try eq("v", .select(isNear, .number(border), size))
    let asymptotic = polynomial(1 / v, order) / (.number(2 * .pi) * v)(Sqrt())
    let scaled = try eq("b", .select(isNear, series, asymptotic), "times e^−|x|")
    let own = order == 0 ? scaled : scaled * x(Sign())
    return isScaled ? own : own * size(Exp())
  }

  private static func polynomial(_ u: Term, _ order: Int) -> Term {
    var factors = [1.0]
    for k in 0..<far {
      let odd = Double(2 * k + 1)
      factors.append(-factors[k] * (Double(4 * order * order) - odd * odd) / (8 * Double(k + 1)))
    }
    return factors.dropLast().reversed().reduce(.number(factors[far])) { .number($1) + u * $0 }
  }
}
