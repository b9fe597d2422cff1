import Equations
import Terms

/// ln Γ(x) and its slope ψ(x): Stirling's series eight places to the right, and Euler's reflection for x below ½.
enum GammaFunctions {
  /// So far to the right the series are right to the last digits of double precision.
  private static let shift = 8
  /// ln π, and ½·ln 2π.
  private static let (logPi, halfOfLog2Pi) = (1.1447298858494002, 0.9189385332046727)

  /// What both begin with: z = x or 1 − x, whichever is ½ at least, and y = z + 8.
  private struct Start {
    let isLeft, z, y, rest: Term

    init(_ x: Term, _ eq: Equations) throws {
      isLeft = try eq("left", .apply(Less(), [x, 0.5]), "where 1 − x is taken in place of x")
      z = try eq("z", .select(isLeft, 1 - x, x))
      y = try eq("y_8", z + .number(Double(shift)), "far enough for the series")
      rest = try eq("r", .select(isLeft, x - x(Floor()), 0.5), "what x is beyond a whole number")
    }
  }

  /// `(y − ½)·ln y − y + ½·ln 2π + 1/(12y) − 1/(360y³) + … − ln(z(z + 1)…(z + 7))`, and `ln π − ln |sin πx|` less that.
  static func logarithm(of x: Term, _ eq: Equations) throws -> Term {
    let start = try Start(x, eq)
    let (y, z) = (start.y, start.z)
    let series = alternating(1 / y, ofLogarithm)
    let product = try eq("p", (1..<shift).reduce(z) { $0 * (z + .number(Double($1))) })
    let right = try eq(
      "l", (y - 0.5) * y(Log()) - y + .number(halfOfLog2Pi) + series - product(Log()), "ln Γ(z)")
    let sine: Term = (start.rest * .number(.pi))(Sin())(Log())
    let finite = Term.select(start.isLeft, .number(logPi) - sine - right, right)
    let isFinite = Term.apply(Less(), [x(Abs()), .number(.infinity)])
    return .select(isFinite, finite, x(Abs()))
  }

  /// `ln y − 1/(2y) − 1/(12y²) + 1/(120y⁴) − … − Σ 1/(z + k)`, less `π/tan πx` for x below ½.
  static func digamma(of x: Term, _ eq: Equations) throws -> Term {
    let start = try Start(x, eq)
    let (y, z) = (start.y, start.z)
    let series = alternating(1 / y(Square()), ofSlope, squared: true)
    let sum = (1..<shift).reduce(1 / z) { $0 + 1 / (z + .number(Double($1))) }
    let right = try eq("d", y(Log()) - 0.5 / y - series - sum, "ψ(z)")
    let angle = start.rest * .number(.pi)
    let tangent = angle(Sin()) / angle(Cos())
    return .select(start.isLeft, right - .number(.pi) / tangent, right)
  }

  /// `u/c₀ − u³/c₁ + u⁵/c₂ − …`, or with u, u², u³ where u is a square already.
  private static func alternating(
    _ u: Term, _ divisors: [Double], squared isSquare: Bool = false
  ) -> Term {
    let square = isSquare ? u : u(Square())
    let last = divisors.count - 1
    let inner = (0..<last).reversed().reduce(Term.number(1 / divisors[last])) {
      .number(1 / divisors[$1]) - square * $0
    }
    return u * inner
  }

  /// 2j(2j − 1)/|B₂ⱼ| and 2j/|B₂ⱼ|.
  private static let ofLogarithm: [Double] = [12, 360, 1260, 1680, 1188, 360_360 / 691, 156]
  private static let ofSlope: [Double] = [12, 120, 252, 240, 132, 32_760 / 691, 12]
}
