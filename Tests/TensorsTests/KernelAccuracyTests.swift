import CKernels
import Foundation
import TestSupport
import Testing

/// The loops of `CKernels` against exact or wider arithmetic: every law holds for `Float` and
/// `Double`, special numbers included.

// MARK: Two widths, and one wider

private protocol Real: BinaryFloatingPoint, Sendable where RawSignificand: FixedWidthInteger {
  /// `count` numbers evenly spread over all bit patterns.
  static func patterns(_ count: Int) -> [Self]
}

extension Float: Real {
  static func patterns(_ count: Int) -> [Float] {
    (0..<count).map { Float(bitPattern: UInt32.max / UInt32(count) * UInt32($0)) }
  }
}

extension Double: Real {
  static func patterns(_ count: Int) -> [Double] {
    (0..<count).map { Double(bitPattern: UInt64.max / UInt64(count) * UInt64($0)) }
  }
}

#if arch(x86_64)
  private typealias Wide = Float80
#else
  private typealias Wide = Double
#endif

private typealias Map<T> = @Sendable (UnsafePointer<T>?, UnsafeMutablePointer<T>?, Int) -> Void
private typealias Zip<T> =
  @Sendable (
    UnsafePointer<T>?, Int, UnsafePointer<T>?, Int, UnsafeMutablePointer<T>?, Int
  ) -> Void
private typealias Rows<T> =
  @Sendable (
    UnsafePointer<T>?, Int, Int, UnsafeMutablePointer<T>?
  ) -> Void

private func mapped<T: Real>(_ loop: Map<T>, _ x: [T]) -> [T] {
  var y = [T](repeating: 0.125, count: x.count)
  loop(x, &y, x.count)
  return y
}

private func reduced<T: Real>(_ loop: Rows<T>, _ x: [T], rows: Int) -> [T] {
  var y = [T](repeating: 0.125, count: rows)
  loop(x, rows, x.count / rows, &y)
  return y
}

/// Every row of x replaced by as many numbers.
private func normalized<T: Real>(_ loop: Rows<T>, _ x: [T], rows: Int) -> [T] {
  var y = x
  y.withUnsafeMutableBufferPointer { loop($0.baseAddress, rows, x.count / rows, $0.baseAddress) }
  return y
}

/// The same bits, or both NaN.
private func same<T: Real>(_ a: T, _ b: T) -> Bool {
  a.isNaN ? b.isNaN : a == b && a.sign == b.sign
}

private func same<T: Real>(_ a: [T], _ b: [T]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
}

/// How far `y` is from `exact`, in units of the last place of the number nearest to `exact`.
private func ulps<T: Real>(_ y: T, _ exact: Wide) -> Wide {
  let nearest = T(exact)
  if nearest.isNaN || y.isNaN || exact.isZero { return same(y, nearest) ? 0 : .infinity }
  if nearest.isInfinite || y.isInfinite {
    let edge = T.greatestFiniteMagnitude
    return y == nearest ? 0 : max(y, -edge) == min(nearest, edge) ? 1 : .infinity
  }
  return abs(Wide(y) - exact) / Wide(nearest.ulp)
}

private func specials<T: Real>(_: T.Type) -> [T] {
  let positive: [T] = [
    0, .leastNonzeroMagnitude, 3 * .leastNonzeroMagnitude, .leastNormalMagnitude.nextDown,
    .leastNormalMagnitude, T.ulpOfOne / 4, 0.25, 0.5, 1, T(1).nextUp, 1.5, 2, 2.5, 3, 100,
    1 / .ulpOfOne, .greatestFiniteMagnitude, .infinity,
  ]
  return positive + positive.map { -$0 } + [.nan]
}

/// Specials, all magnitudes, and the ranges where functions bend.
private func samples<T: Real>(_ range: T) -> [T] {
  var generator = Chance(seed: 42)
  return specials(T.self) + T.patterns(4000)
    + [range, 20, 4, 1].flatMap { limit in
      (0..<2500).map { _ in T.random(in: -limit...limit, using: &generator) }
    }
}

// MARK: One operand

private struct Unary: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let narrow: Map<Float>
  let wide: Map<Double>
  let bound: Wide
  let exact: @Sendable (Wide) -> Wide

  /// `bound` in ulp; 0 for what is rounded once, or not at all.
  init(
    _ name: String, _ narrow: @escaping Map<Float>, _ wide: @escaping Map<Double>,
    _ bound: Wide = 2, _ exact: @escaping @Sendable (Wide) -> Wide
  ) {
    (testDescription, self.narrow, self.wide) = (name, narrow, wide)
    (self.bound, self.exact) = (bound, exact)
  }

  static let all = [
    Unary("exp", ks_exp_f32, ks_exp_f64) { exp($0) },
    Unary("expm1", ks_expm1_f32, ks_expm1_f64) { expm1($0) },
    Unary("log", ks_log_f32, ks_log_f64) { log($0) },
    Unary("log1p", ks_log1p_f32, ks_log1p_f64) { log1p($0) },
    Unary("tanh", ks_tanh_f32, ks_tanh_f64) { tanh($0) },
    Unary("sigmoid", ks_sigmoid_f32, ks_sigmoid_f64) { 1 / (1 + exp(-$0)) },
    Unary("softplus", ks_softplus_f32, ks_softplus_f64) { max($0, 0) + log1p(exp(-abs($0))) },
    Unary("softsign", ks_softsign_f32, ks_softsign_f64) { $0 / (1 + abs($0)) },
    Unary("erf", ks_erf_f32, ks_erf_f64) { erf($0) },
    Unary("sin", ks_sin_f32, ks_sin_f64) { sin($0) },
    Unary("cos", ks_cos_f32, ks_cos_f64) { cos($0) },
    Unary("asin", ks_asin_f32, ks_asin_f64) { asin($0) },
    Unary("acos", ks_acos_f32, ks_acos_f64) { acos($0) },
    Unary("atan", ks_atan_f32, ks_atan_f64) { atan($0) },
    Unary("erfc", ks_erfc_f32, ks_erfc_f64, 6) { erfc($0) },
    Unary("rsqrt", ks_rsqrt_f32, ks_rsqrt_f64) { 1 / $0.squareRoot() },
    Unary("neg", ks_neg_f32, ks_neg_f64, 0) { -$0 },
    Unary("abs", ks_abs_f32, ks_abs_f64, 0) { abs($0) },
    Unary("sign", ks_sign_f32, ks_sign_f64, 0) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 * 0 + 0 },
    Unary("square", ks_square_f32, ks_square_f64, 0.5) { $0 * $0 },
    Unary("sqrt", ks_sqrt_f32, ks_sqrt_f64, 0.5) { $0.squareRoot() },
    Unary("relu", ks_relu_f32, ks_relu_f64, 0) { $0 > 0 || $0.isNaN ? $0 : 0 },
    Unary("float8", ks_float8_f32, ks_float8_f64, 0) { x in
      guard x.isFinite else { return x.isNaN ? x : x > 0 ? 448 : -448 }
      let unit = Wide(
        sign: .plus, exponent: max(x.isZero ? -6 : x.exponent, -6) - 3, significand: 1)
      return min(max((x / unit).rounded(.toNearestOrEven) * unit, -448), 448)
    },
    Unary("floor", ks_floor_f32, ks_floor_f64, 0) { $0.rounded(.down) },
    Unary("ceil", ks_ceil_f32, ks_ceil_f64, 0) { $0.rounded(.up) },
    Unary("round", ks_round_f32, ks_round_f64, 0) { $0.rounded(.toNearestOrEven) },
    Unary("logical_not", ks_logical_not_f32, ks_logical_not_f64, 0) { $0.isZero ? 1 : 0 },
    Unary("isnan", ks_isnan_f32, ks_isnan_f64, 0) { $0.isNaN ? 1 : 0 },
  ]
}

@Suite struct UnaryKernelTests {
  @Test("every loop over one operand that the header declares is tested here")
  func theListIsWhole() {
    let mark = "KS_UNARY("
    let declared = Repository.text("Sources/CKernels/include/ks_kernels.h").split(separator: "\n")
      .filter { $0.hasPrefix(mark) }
      .map { String($0.dropFirst(mark.count).prefix { $0 != ")" }) }
    #expect(!declared.isEmpty)
    #expect(
      Set(declared).subtracting(Unary.all.map(\.testDescription)).sorted() == [],
      "loops that are not in Unary.all")
  }

  @Test("is within its bound of the true value over the whole range", arguments: Unary.all)
  private func accuracy(_ function: Unary) {
    func check<T: Real>(_ loop: Map<T>, _ range: T) {
      let x = samples(range)
      let errors = zip(x, mapped(loop, x)).map { ($0, $1, ulps($1, function.exact(Wide($0)))) }
      guard let worst = errors.max(by: { $0.2 < $1.2 }) else { return }
      // Half a unit, and the wide value's own rounding.
      let slack: Wide = function.bound == 0.5 ? 0x1p-10 : 0
      #expect(worst.2 <= function.bound + slack, "f(\(worst.0)) = \(worst.1): \(worst.2) ulp")
    }
    check(function.narrow, 105)
    check(function.wide, 750)
  }

  @Test("gives a number the same bits at every place, and in place", arguments: Unary.all)
  private func places(_ function: Unary) {
    func check<T: Real>(_ loop: Map<T>) {
      let x = specials(T.self) + samples(T(30)).suffix(4000).prefix(163)
      let together = mapped(loop, x)
      #expect(same(x.map { mapped(loop, [$0])[0] }, together))
      for n in 0..<70 { #expect(same(mapped(loop, Array(x[n...])), Array(together[n...]))) }
      var places = x
      places.withUnsafeMutableBufferPointer { loop($0.baseAddress, $0.baseAddress, $0.count) }
      #expect(same(places, together))
    }
    check(function.narrow)
    check(function.wide)
  }
}

// MARK: Two operands, and the choice

private struct Binary: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let narrow: Zip<Float>
  let wide: Zip<Double>
  let narrowExact: @Sendable (Float, Float) -> Float
  let wideExact: @Sendable (Double, Double) -> Double

  init(
    _ name: String, _ narrow: @escaping Zip<Float>, _ wide: @escaping Zip<Double>,
    _ narrowExact: @escaping @Sendable (Float, Float) -> Float,
    _ wideExact: @escaping @Sendable (Double, Double) -> Double
  ) {
    (testDescription, self.narrow, self.wide) = (name, narrow, wide)
    (self.narrowExact, self.wideExact) = (narrowExact, wideExact)
  }

  static let all = [
    Binary("add", ks_add_f32, ks_add_f64, { $0 + $1 }, { $0 + $1 }),
    Binary("sub", ks_sub_f32, ks_sub_f64, { $0 - $1 }, { $0 - $1 }),
    Binary("mul", ks_mul_f32, ks_mul_f64, { $0 * $1 }, { $0 * $1 }),
    Binary("div", ks_div_f32, ks_div_f64, { $0 / $1 }, { $0 / $1 }),
    Binary("max", ks_max_f32, ks_max_f64, { greatest($0, $1) }, { greatest($0, $1) }),
    Binary("min", ks_min_f32, ks_min_f64, { -greatest(-$0, -$1) }, { -greatest(-$0, -$1) }),
    Binary("quantize", ks_quantize_f32, ks_quantize_f64, whole, whole),
    Binary("equal", ks_equal_f32, ks_equal_f64, truth { $0 == $1 }, truth { $0 == $1 }),
    Binary("not_equal", ks_not_equal_f32, ks_not_equal_f64, truth { $0 != $1 }, truth { $0 != $1 }),
    Binary("less", ks_less_f32, ks_less_f64, truth { $0 < $1 }, truth { $0 < $1 }),
    Binary(
      "less_equal", ks_less_equal_f32, ks_less_equal_f64, truth { $0 <= $1 }, truth { $0 <= $1 }),
    Binary("greater", ks_greater_f32, ks_greater_f64, truth { $0 > $1 }, truth { $0 > $1 }),
    Binary(
      "greater_equal", ks_greater_equal_f32, ks_greater_equal_f64, truth { $0 >= $1 },
      truth { $0 >= $1 }),
    Binary(
      "logical_and", ks_logical_and_f32, ks_logical_and_f64, truth { !$0.isZero && !$1.isZero },
      truth { !$0.isZero && !$1.isZero }),
    Binary(
      "logical_or", ks_logical_or_f32, ks_logical_or_f64, truth { !$0.isZero || !$1.isZero },
      truth { !$0.isZero || !$1.isZero }),
  ]

  @Sendable private static func whole<T: Real>(_ x: T, _ y: T) -> T {
    let whole = (x * y).rounded(.toNearestOrEven)
    return whole < -127 ? -127 : whole > 127 ? 127 : whole
  }
  private static func greatest<T: Real>(_ x: T, _ y: T) -> T {
    x.isNaN || y.isNaN ? .nan : max(x, y)
  }
  private static func truth<T: Real>(
    _ holds: @escaping @Sendable (T, T) -> Bool
  ) -> @Sendable (T, T) -> T {
    { holds($0, $1) ? 1 : 0 }
  }
}

/// All pairs of special numbers by one loop: as two arrays, and with either repeated.
private func pairs<T: Real>(_ loop: Zip<T>, _ numbers: [T]) -> [(x: T, y: T, result: T)] {
  var results: [(x: T, y: T, result: T)] = []
  let n = numbers.count
  for (i, x) in numbers.enumerated() {
    var out = [T](repeating: 0.125, count: n)
    loop([x], 0, numbers, 1, &out, n)
    for (y, result) in zip(numbers, out) { results.append((x, y, result)) }
    loop(numbers, 1, [x], 0, &out, n)
    for (y, result) in zip(numbers, out) { results.append((y, x, result)) }
    let turned = Array(numbers[i...] + numbers[..<i])
    loop(turned, 1, numbers, 1, &out, n)
    for j in 0..<n { results.append((turned[j], numbers[j], out[j])) }
    loop([x], 0, [-x], 0, &out, n)
    for result in out { results.append((x, -x, result)) }
  }
  return results
}

@Suite struct BinaryKernelTests {
  @Test("agrees with Swift's operator on all pairs, arrays or repeated", arguments: Binary.all)
  private func agreement(_ function: Binary) {
    func check<T: Real>(_ loop: Zip<T>, _ exact: (T, T) -> T) {
      let wrong = pairs(loop, specials(T.self)).first { x, y, result in
        let exact = exact(x, y)  // max and min may return either zero
        return exact.isNaN ? !result.isNaN : result != exact
      }
      #expect(wrong == nil)
    }
    check(function.narrow, function.narrowExact)
    check(function.wide, function.wideExact)
  }

  @Test("pow is within 2 ulp, also for repeated exponents 2 and 3")
  func power() {
    func check<T: Real>(_ loop: Zip<T>) {
      let wrong = pairs(loop, specials(T.self) + [-7, 1.1, 0.01, 1e5]).first { x, y, result in
        ulps(result, pow(Wide(x), Wide(y))) > 2
      }
      #expect(wrong == nil)
    }
    check(ks_pow_f32)
    check(ks_pow_f64)
  }

  @Test("atan2 is within 2 ulp in every quarter, at every zero and infinity")
  func angles() {
    func check<T: Real>(_ loop: Zip<T>) {
      let wrong = pairs(loop, specials(T.self) + [-7, 1.1, 0.01, 1e5]).first { x, y, result in
        ulps(result, atan2(Wide(x), Wide(y))) > 2
      }
      #expect(wrong == nil)
    }
    check(ks_atan2_f32)
    check(ks_atan2_f64)
  }

  @Test("mod is x − y⌊x/y⌋ where that is exact, Python's elsewhere")
  func floorMod() {
    func check<T: Real>(_ loop: Zip<T>) {
      let eighths = (-40...40).filter { $0 != 0 }.map { T($0) / 8 }
      let wrong = pairs(loop, eighths).first { x, y, result in
        result != x - y * (x / y).rounded(.down)
      }
      #expect(wrong == nil)
      let limit = T.infinity
      let python: [(T, T, T)] = [
        (1, 0, .nan), (limit, 2, .nan), (.nan, 2, .nan), (2, .nan, .nan), (0, 0, .nan),
        (1, limit, 1), (-1, limit, limit), (1, -limit, -limit), (-1, -limit, -1),
        (-0.0, 3, 0), (4, -2, -0.0), (1e30, 1e-30, T(1e30).truncatingRemainder(dividingBy: 1e-30)),
      ]
      for (x, y, expected) in python {
        var out: T = 0.125
        loop([x], 1, [y], 1, &out, 1)
        #expect(same(out, expected), "\(x), \(y): \(out)")
      }
    }
    check(ks_mod_f32)
    check(ks_mod_f64)
  }

  @Test("select takes a where c is not 0, for every combination of strides")
  func choice() {
    let c: [Float] = [0, -0.0, 1, .nan, -1, 0, .infinity, 0x1p-149, 0, 1, 0]
    let a = (0..<11).map(Float.init), b = a.map { -100 - $0 }
    for strides in 0..<8 {
      let (sc, sa, sb) = (strides & 1, strides >> 1 & 1, strides >> 2)
      var out = [Float](repeating: 0.125, count: 11)
      ks_select_f32(c, sc, a, sa, b, sb, &out, 11)
      #expect(out == (0..<11).map { c[$0 * sc].isZero ? b[$0 * sb] : a[$0 * sa] })
      var wide = [Double](repeating: 0.125, count: 11)
      ks_select_f64(
        c.map(Double.init), sc, a.map(Double.init), sa, b.map(Double.init), sb, &wide, 11)
      #expect(wide == out.map(Double.init))
    }
  }
}

// MARK: Rows

@Suite struct RowKernelTests {
  @Test("reductions of small integers are exact at every length, NaN anywhere is found")
  func reductions() {
    func check<T: Real>(
      sum: @escaping Rows<T>, prod: @escaping Rows<T>, max: @escaping Rows<T>,
      min: @escaping Rows<T>, any: @escaping Rows<T>, all: @escaping Rows<T>,
      argmax: @escaping Rows<T>, argmin: @escaping Rows<T>
    ) {
      var generator = Chance(seed: 7)
      for n in Array(0...70) + [127, 128, 129, 255, 256, 257, 511, 512, 767, 768, 1025, 5000] {
        let x = (0..<3 * n).map { _ in T(Int.random(in: -9...9, using: &generator)) }
        let rows = (0..<3).map { Array(x[$0 * n..<($0 + 1) * n]) }
        func agree(_ loop: Rows<T>, _ naive: ([T]) -> T) -> Bool {
          same(reduced(loop, x, rows: 3), rows.map(naive))
        }
        #expect(agree(sum) { $0.reduce(0, +) }, "\(n)")
        #expect(agree(max) { $0.max() ?? -.infinity }, "\(n)")
        #expect(agree(min) { $0.min() ?? .infinity }, "\(n)")
        #expect(agree(any) { $0.contains { $0 != 0 } ? 1 : 0 }, "\(n)")
        #expect(agree(all) { $0.contains(0) ? 0 : 1 }, "\(n)")
        #expect(agree(argmax) { row in T(row.firstIndex { $0 == row.max() } ?? 0) }, "\(n)")
        #expect(agree(argmin) { row in T(row.firstIndex { $0 == row.min() } ?? 0) }, "\(n)")
        let powers = (0..<n).map { T([1, 2, -1, 0.5][$0 / 16 * 7 % 4]) }
        #expect(reduced(prod, powers, rows: 1) == [powers.reduce(1, *)], "\(n)")
        #expect(
          reduced(all, powers, rows: 1) == [1] && reduced(any, powers, rows: 1) == [n > 0 ? 1 : 0])
        #expect(reduced(any, [T](repeating: -0.0, count: n), rows: 1) == [0], "\(n)")
        for place in [0, n / 3, n - 1] where n > 0 {
          var row = powers
          (row[place], row[n - 1]) = (.nan, place == n - 1 ? .nan : 9)
          let found = [sum, prod, max, min].map { reduced($0, row, rows: 1)[0] }
          #expect(found.allSatisfy { $0.isNaN })
          let places = [argmax, argmin].map { reduced($0, row, rows: 1)[0] }
          #expect(places == [T(place), T(place)])
          #expect(reduced(any, row, rows: 1) == [1] && reduced(all, row, rows: 1) == [1])
        }
      }
    }
    check(
      sum: ks_sum_rows_f32, prod: ks_prod_rows_f32, max: ks_max_rows_f32, min: ks_min_rows_f32,
      any: ks_any_rows_f32, all: ks_all_rows_f32, argmax: ks_argmax_rows_f32,
      argmin: ks_argmin_rows_f32)
    check(
      sum: ks_sum_rows_f64, prod: ks_prod_rows_f64, max: ks_max_rows_f64, min: ks_min_rows_f64,
      any: ks_any_rows_f64, all: ks_all_rows_f64, argmax: ks_argmax_rows_f64,
      argmin: ks_argmin_rows_f64)
  }

  @Test("the error of a long sum grows with log n")
  func longSum() {
    func check<T: Real>(_ loop: Rows<T>) {
      let n = 300_001
      let exact = Wide(T(0.1)) * Wide(n)
      let sum = reduced(loop, [T](repeating: 0.1, count: n), rows: 1)[0]
      #expect(abs(Wide(sum) - exact) <= exact * 20 * Wide(T.ulpOfOne))
    }
    check(ks_sum_rows_f32)
    check(ks_sum_rows_f64)
  }

  @Test(
    "softmax and its logarithm are right for any shift, sparsemax as by sorting",
    arguments: [1, 2, 10, 33, 300, 4000])
  func normalizations(n: Int) {
    func check<T: Real>(_ softmax: Rows<T>, _ logSoftmax: Rows<T>, _ sparsemax: Rows<T>) {
      var generator = Chance(seed: UInt64(n))
      let shifts: [T] = [0, 1000, -90000]
      let x = shifts.flatMap { shift in  // multiples of 1/64: x − max x is exact
        (0..<n).map { _ in shift + T(Int.random(in: -640...640, using: &generator)) / 64 }
      }
      let soft = normalized(softmax, x, rows: 3), logs = normalized(logSoftmax, x, rows: 3)
      let sparse = normalized(sparsemax, x, rows: 3)
      for row in 0..<3 {
        let places = row * n..<(row + 1) * n
        let z = x[places].map(Wide.init), greatest = z.max() ?? 0
        let total = z.map { exp($0 - greatest) }.reduce(0, +), logTotal = log(total)
        let tau = threshold(z.map { $0 - greatest })
        let errors = zip(places, z).map { (i, z) -> [Wide] in
          let unit = T(max(greatest - z, logTotal, 1)).ulp  // Σ ≥ 1 is rounded
          return [
            ulps(soft[i], exp(z - greatest) / total),
            abs(Wide(logs[i]) - (z - greatest - logTotal)) / Wide(unit),
            abs(Wide(sparse[i]) - max(z - greatest - tau, 0)) / Wide(T.ulpOfOne),
          ]
        }
        #expect(errors.allSatisfy { $0[0] <= 5 }, "softmax")
        #expect(errors.allSatisfy { $0[1] <= 2 }, "log_softmax")
        #expect(errors.allSatisfy { $0[2] <= 8 }, "sparsemax")
      }
      let bad: [T] = [.nan, .infinity]
      for bad in bad { #expect(normalized(softmax, [1, bad], rows: 1).contains { $0.isNaN }) }
    }
    check(ks_softmax_rows_f32, ks_log_softmax_rows_f32, ks_sparsemax_rows_f32)
    check(ks_softmax_rows_f64, ks_log_softmax_rows_f64, ks_sparsemax_rows_f64)
  }

  /// Sparsemax's τ as published: the greatest k with 1 + k·z₍ₖ₎ > Σ of the k greatest.
  private func threshold(_ z: [Wide]) -> Wide {
    var sum: Wide = 0, tau: Wide = 0
    for (k, z) in zip(1..., z.sorted(by: >)) {
      sum += z
      if 1 + Wide(k) * z > sum { tau = (sum - 1) / Wide(k) }
    }
    return tau
  }

  @Test("sparsemax ends on rows built to drop few numbers a step")
  func sparsemaxSteps() {
    for ratio in [0.5, 0.9, 0.99, 0.999] {
      let row = (0..<3000).map { -pow(ratio, Double($0)) }
      let tau = Double(threshold(row.map(Wide.init)))
      let result = normalized(ks_sparsemax_rows_f64, row, rows: 1)
      #expect(zip(row, result).allSatisfy { abs($1 - max($0 - tau, 0)) < 1e-14 })
    }
  }
}

// MARK: Rounding and conversions

/// The multiple of bfloat16's unit nearest to x, by its definition: 8 significant bits, exponents
/// from −126, ties to even.
private func nearestBFloat16(_ x: Double) -> Double {
  guard x.isFinite, !x.isZero else { return x }
  let unit = Double(sign: .plus, exponent: max(x.exponent, -126) - 7, significand: 1)
  let rounded = (x / unit).rounded(.toNearestOrEven) * unit
  return abs(rounded) < 0x1p128 ? rounded : rounded * .infinity
}

@Suite struct ConversionKernelTests {
  /// All halves, the midpoints between them and the floats next to those; all magnitudes.
  private static let floats: [Float] = {
    let halves = (UInt16.min...UInt16.max).map { Float(Float16(bitPattern: $0)) }
    let middles = halves.filter(\.isFinite).map { half in
      half + Float(Float16(half).nextUp.isFinite ? Float16(half).ulp : 32) / 2
    }
    let edge: [Float] = [65504, 65519.996, 65520, 65536, 0x1.fep127, 0x1.fefffep127, 0x1.ffp127]
    return halves + middles + middles.map(\.nextUp) + middles.map(\.nextDown) + edge
      + edge.map { -$0 } + specials(Float.self) + Float.patterns(20_000)
  }()

  /// Doubles that rounding to float on the way would move onto a midpoint.
  private static let doubles: [Double] =
    floats.map(Double.init) + floats.suffix(30_000).map { Double($0).nextUp }
    + floats.prefix(30_000).map { Double($0) * (1 + 0x1p-11 + 0x1p-40) } + specials(Double.self)
    + Double.patterns(10_000)

  @Test("half bits become the number Float16 says, and back")
  func halves() {
    let bits = Array(UInt16.min...UInt16.max)
    var floats = [Float](repeating: 0.125, count: bits.count)
    ks_f16_to_f32(bits, &floats, bits.count)
    #expect(same(floats, bits.map { Float(Float16(bitPattern: $0)) }))
    var doubles = [Double](repeating: 0.125, count: bits.count)
    ks_f16_to_f64(bits, &doubles, bits.count)
    #expect(same(doubles, floats.map(Double.init)))
    ks_bf16_to_f32(bits, &floats, bits.count)
    #expect(same(floats, bits.map { Float(bitPattern: UInt32($0) << 16) }))
    ks_bf16_to_f64(bits, &doubles, bits.count)
    #expect(same(doubles, floats.map(Double.init)))
  }

  @Test("rounding to half is Float16's, to nearest even, in one step")
  func roundingToHalf() {
    let expected = Self.floats.map { Float(Float16($0)) }
    var floats = Self.floats
    ks_round_to_f16_f32(&floats, floats.count)
    #expect(same(floats, expected))
    var doubles = Self.doubles
    ks_round_to_f16_f64(&doubles, doubles.count)
    #expect(same(doubles, Self.doubles.map { Double(Float16($0)) }))
  }

  @Test("rounding to bfloat16 is to nearest even, in one step")
  func roundingToBFloat16() {
    let expected = Self.floats.map { Float(nearestBFloat16(Double($0))) }
    var floats = Self.floats
    ks_round_to_bf16_f32(&floats, floats.count)
    #expect(same(floats, expected))
    let spread = Self.doubles + Self.floats.map { Double($0) * (1 + 0x1p-8) }
    var doubles = spread
    ks_round_to_bf16_f64(&doubles, doubles.count)
    #expect(same(doubles, spread.map(nearestBFloat16)))
  }

  @Test("integers at any alignment become Swift's Float and Double of them")
  func integers() {
    typealias Convert<T> = (UnsafeRawPointer?, UnsafeMutablePointer<T>?, Int) -> Void
    func check<I: FixedWidthInteger>(
      _: I.Type, _ narrow: Convert<Float>, _ wide: Convert<Double>
    ) {
      var generator = Chance(seed: 3)
      let extremes: [I] = [0, 1, .min, .max, .max - 1, .max / 2 + 1]
      let numbers =
        extremes + (0..<500).map { I.random(in: .min...(.max >> ($0 % 8)), using: &generator) }
      for offset in [0, 1] {
        let bytes = [UInt8](repeating: 0, count: offset) + numbers.withUnsafeBytes(Array.init)
        var floats = [Float](repeating: 0.125, count: numbers.count)
        var doubles = [Double](repeating: 0.125, count: numbers.count)
        bytes.withUnsafeBytes { bytes in
          narrow(bytes.baseAddress.map { $0 + offset }, &floats, floats.count)
          wide(bytes.baseAddress.map { $0 + offset }, &doubles, doubles.count)
        }
        #expect(floats == numbers.map { Float($0) } && doubles == numbers.map { Double($0) })
      }
    }
    check(Int8.self, ks_i8_to_f32, ks_i8_to_f64)
    check(Int16.self, ks_i16_to_f32, ks_i16_to_f64)
    check(Int32.self, ks_i32_to_f32, ks_i32_to_f64)
    check(Int64.self, ks_i64_to_f32, ks_i64_to_f64)
    check(UInt8.self, ks_u8_to_f32, ks_u8_to_f64)
    check(UInt16.self, ks_u16_to_f32, ks_u16_to_f64)
    check(UInt32.self, ks_u32_to_f32, ks_u32_to_f64)
    check(UInt64.self, ks_u64_to_f32, ks_u64_to_f64)
  }

  @Test("between the widths")
  func widths() {
    var doubles = [Double](repeating: 0.125, count: Self.floats.count)
    ks_f32_to_f64(Self.floats, &doubles, doubles.count)
    #expect(same(doubles, Self.floats.map(Double.init)))
    var floats = [Float](repeating: 0.125, count: Self.doubles.count)
    ks_f64_to_f32(Self.doubles, &floats, floats.count)
    #expect(same(floats, Self.doubles.map { Float($0) }))
  }

  @Test("bytes are reversed in place")
  func byteSwaps() {
    var generator = Chance(seed: 5)
    let numbers = (0..<101).map { _ in generator.next() }
    var two = numbers.map { UInt16(truncatingIfNeeded: $0) }
    ks_swap_bytes_2(&two, 100)
    #expect(
      two == numbers.dropLast().map { UInt16(truncatingIfNeeded: $0).byteSwapped }
        + [UInt16(truncatingIfNeeded: numbers[100])])
    var four = numbers.map { UInt32(truncatingIfNeeded: $0) }
    ks_swap_bytes_4(&four, 101)
    #expect(four == numbers.map { UInt32(truncatingIfNeeded: $0).byteSwapped })
    var eight = numbers
    ks_swap_bytes_8(&eight, 101)
    #expect(eight == numbers.map(\.byteSwapped))
  }
}

// MARK: Copies and text

@Suite struct CopyKernelTests {
  @Test("a strided copy visits what nested loops visit, and writes no more")
  func strided() {
    let x = (0..<20_000).map { Float($0) }, start = 10_000, doubles = x.map { Double($0) }
    var generator = Chance(seed: 11)
    var views: [(shape: [Int], strides: [Int])] = [
      ([], []), ([5], [1]), ([5], [0]), ([5], [-1]), ([40, 30], [1, 40]), ([40, 30], [30, 1]),
      ([3, 0, 2], [2, 2, 1]), ([4, 20], [100, 1]), ([4, 3], [100, 1]), ([2, 3, 40], [120, 40, 1]),
      ([2, 3, 40], [-400, 40, 1]), ([40, 1], [7, 1]), ([40, 1, 1], [7, 3, 9]), ([1, 40], [9, 1]),
      ([70, 2, 33], [1, 2000, 70]), ([3, 4, 1, 5], [20, 5, 99, 1]), ([6, 6], [0, 0]),
    ]
    for _ in 0..<300 {
      let rank = Int.random(in: 1...5, using: &generator)
      views.append(
        (
          (0..<rank).map { _ in Int.random(in: 1...5, using: &generator) },
          (0..<rank).map { _ in
            [-40, -7, -1, 0, 1, 1, 2, 5, 25, 125].randomElement(using: &generator) ?? 1
          }
        ))
    }
    for (shape, strides) in views {
      var offsets: [Int] = [0]
      for (n, stride) in zip(shape, strides) {
        offsets = offsets.flatMap { offset in (0..<n).map { offset + $0 * stride } }
      }
      let expected: [Float] = offsets.map { x[start + $0] } + [-1]
      var out = [Float](repeating: -1, count: expected.count), wide = out.map(Double.init)
      x.withUnsafeBufferPointer {
        ks_copy_strided_f32($0.baseAddress.map { $0 + start }, shape, strides, shape.count, &out)
      }
      doubles.withUnsafeBufferPointer {
        ks_copy_strided_f64($0.baseAddress.map { $0 + start }, shape, strides, shape.count, &wide)
      }
      #expect(out == expected && wide == expected.map(Double.init), "\(shape), \(strides)")
    }
  }

  @Test("numbers become text as printf does, cut to the buffer")
  func text() {
    typealias Format = (UnsafeMutablePointer<CChar>?, Int, Double, Int32) -> Int32
    func text(_ format: Format, _ value: Double, _ digits: Int32, size: Int = 400) -> (
      String, Int32
    ) {
      var buffer = [CChar](repeating: 120, count: 401)
      let length = format(&buffer, size, value, digits)
      #expect(buffer[size...].allSatisfy { $0 == 120 })
      return (
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self),
        length
      )
    }
    #expect(text(ks_format_fixed, 3.14159, 2) == ("3.14", 4))
    #expect(text(ks_format_fixed, -0.5, 0) == ("-0", 2))
    #expect(text(ks_format_fixed, 1e22, 1) == ("10000000000000000000000.0", 25))
    #expect(text(ks_format_fixed, .greatestFiniteMagnitude, 0).1 == 309)
    #expect(text(ks_format_fixed, -.infinity, 3) == ("-inf", 4))
    #expect(text(ks_format_fixed, 1234.5, 3, size: 4) == ("123", 8))
    #expect(text(ks_format_scientific, 1.5e300, 3) == ("1.500e+300", 10))
    #expect(text(ks_format_scientific, 0.000123456, 2) == ("1.23e-04", 8))
    #expect(text(ks_format_scientific, .nan, 2) == ("nan", 3))
  }
}
