import Equations
import Tensors
import Terms

/// The number whose erf is x.
///
/// x·p(w) with w = −log((1 − x)(1 + x)), Giles' two polynomials for single precision (2010); in double precision Newton's
/// steps follow: y − (erf(y) − x)·√π/2·e^(y²), of which two leave nothing but rounding. ±∞ for ±1, NaN beyond.
enum InverseErf {
  /// Writes the equations.
  static func of(_ x: Term, _ dtype: DType, _ eq: Equations) throws -> Term {
    let w = try eq("w", -((1 - x) * (1 + x))(Log()))
    let factor = Term.select(
      .apply(Less(), [w, 5]), polynomial(w - 2.5, middle), polynomial(w(Sqrt()) - 3, ends))
    var y = factor * x
    if dtype == .float64 {
      y = try eq(.numbered("y", 0), y, "right to seven digits")
      for step in 1...2 {
        let slope = y(Square())(Exp()) * .number(Double.pi.squareRoot() / 2)
        y = try eq(.numbered("y", step), y - (y(Erf()) - x) * slope, "Newton's step")
      }
    }
    return .select(.apply(Equal(), [x(Abs()), 1]), x * .number(.infinity), y)
  }

  private static func polynomial(_ w: Term, _ factors: [Double]) -> Term {
    factors.dropFirst().reduce(.number(factors[0])) { .number($1) + $0 * w }
  }

  private static let middle = [
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
    -0.00125372503, -0.00417768164, 0.246640727, 1.50140941,
  ]

  private static let ends = [
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
    -0.0076224613, 0.00943887047, 1.00167406, 2.83297682,
  ]
}
