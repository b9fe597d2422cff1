import Equations
import Tensors
import Terms

/// Hurwitz' `ζ(s, q) = Σ 1/(q + k)ˢ` by Euler's and Maclaurin's formula behind the twentieth of its terms.
enum HurwitzZeta {
  private static let terms = 20
  private static let least = -10.0

  static let remark = "below −10 it is not computed here, and given as NaN"

  /// `Σ (q + k)⁻ˢ + a¹⁻ˢ/(s − 1) + a⁻ˢ/2 + Σ B₂ⱼ/(2j)!·s(s + 1)…(s + 2j − 2)·a¹⁻ˢ⁻²ʲ`, a = q + 20.
  static func of(_ s: Term, _ q: Term, _ eq: Equations) throws -> Term {
    let a = try eq("a_20", q + .number(Double(terms)), "behind the terms that are added one by one")
    let k = try eq.constant("k", [terms], .float64) { (0..<terms).map(Double.init) }
    let column = q(Reshape(q.shape.dims + [1]))
    let powers = s.isNumber ? -s : -s(Reshape(s.shape.dims + [1]))
    let first = try eq(
      "S", Term.apply(Power(), [column + k, powers])(Reduce(.sum, axes: [-1])), "the first terms")
    let power = try eq("a_s", .apply(Power(), [a, -s]), "a⁻ˢ")
    var rest = a * power / (s - 1) + 0.5 * power
    var rising = s
    var falling = power / a
    for (j, factor) in factors.enumerated() {
      rest = try eq(.numbered("R", j + 1), rest + .number(factor) * rising * falling, "the rest")
      let next = Double(2 * j + 1)
      rising = rising * (s + .number(next)) * (s + .number(next + 1))
      falling = falling / a / a
    }
    let isKnown = Term.apply(GreaterEqual(), [q, .number(least)])
    let value = Term.select(isKnown, first + rest, .number(.nan))
    return .select(.apply(Less(), [s, 1]), .number(.nan), value)
  }

  /// B₂ⱼ/(2j)!.
  private static let factors: [Double] = {
    let large: Double = -691 / 1_307_674_368_000
    let inverses: [Double] = [12, -720, 30_240, -1_209_600, 47_900_160]
    return inverses.map { 1 / $0 } + [large, 1 / 74_724_249_600]
  }()
}
