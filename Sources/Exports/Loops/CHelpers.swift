import Terms

/// The functions that a C or C++ export brings along: those that its layers call.
struct CHelpers {
  let syntax: CSyntax
  let helpers: Helpers

  /// What stands before functions of single numbers, and of arrays.
  private var inlining: String { syntax.isCpp ? "inline" : "static inline" }
  private var linkage: String { syntax.isCpp ? "inline" : "static" }

  /// What lets a compiler make the instructions of several generations of a processor.
  static let clones = """
    /* A function is compiled for several generations of x86-64, where the system can choose one when
       the program starts; define MODEL_CLONES as nothing to have one for all. */
    #ifndef MODEL_CLONES
    #if defined(__x86_64__) && defined(__ELF__) && defined(__GLIBC__) && defined(__GNUC__) \\
      && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) \\
      && ((!defined(__clang__) && __GNUC__ >= 11) || (defined(__clang__) && __clang_major__ >= 17))
    #define MODEL_CLONES \\
      __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
    #else
    #define MODEL_CLONES
    #endif
    #endif

    """.lines

  func lines(for body: [String]) -> [String] {
    let elements = helpers.elements.flatMap(element)
    let rows = helpers.rows.flatMap(row)
    let others = helpers.others.sorted().flatMap { Self.others[$0] ?? [] }.map(text)
    let own = elements + rows + others
    let words = (own + body).namedWords
    let needed = ["fast_exp", "fast_tanh"].filter { words.contains($0[...]) }
    var basics = needed.flatMap { Self.basics[$0] ?? [] }
    if !basics.isEmpty { basics = Self.bits + basics }
    return basics.map(text) + own
  }

  private func text(_ line: String) -> String {
    syntax.expanded(line)
      .replacing("CLONES ", with: syntax.clones).replacing("INLINE", with: inlining).replacing(
        "STATIC", with: linkage
      )
      .replacing("restrict", with: syntax.restrict)
  }

  private func element(_ code: ElementCode) -> [String] {
    guard case .define(let body) = code.loop else { return [] }
    let real = syntax.real
    let operands = body.names("y") ? "\(real) x, \(real) y" : "\(real) x"
    let (parts, result) = ElementCode.lines(of: body)
    return ["\(inlining) \(real) \(code.name)(\(operands)) {"]
      + parts.map { "  const \(real) \($0.name) = \(syntax.expanded($0.value));" }
      + ["  return \(syntax.expanded(result));", "}", ""]
  }

  private func row(_ code: RowCode) -> [String] {
    let real = syntax.real
    return [
      "/* \(code.name) of n numbers that lie step apart */",
      "\(linkage) void \(code.name)(const \(real) *x, \(real) *out, int n, int step) {",
    ] + code.c.map { "  " + syntax.expanded($0) } + ["}", ""]
  }

  /// For float32: e^x and tanh x within 2 units of the last place, without branches, so that
  /// compilers make vector instructions of loops over them.
  private static let bits = """
    INLINE float float_of(uint32_t bits) {
      float x;
      memcpy(&x, &bits, sizeof x);
      return x;
    }

    INLINE uint32_t bits_of(float x) {
      uint32_t bits;
      memcpy(&bits, &x, sizeof bits);
      return bits;
    }

    INLINE uint32_t chosen(int condition, uint32_t yes, uint32_t no) {
      const uint32_t mask = 0u - (uint32_t)condition;
      return (yes & mask) | (no & ~mask);
    }

    """.lines

  private static let basics: [String: [String]] = [
    "fast_exp": """
    /* e^x = 2^k (1 + p), x = k ln 2 + r: a polynomial for p, and k put into the exponent's bits.
       Numbers are compared as bits, so that compilers make vector instructions of loops; it is
       within 2 units of the last place. */
    INLINE float fast_exp(float x) {
      const float shift = 12582912.0f; /* 1.5 * 2^23: adding it rounds to whole numbers */
      const int32_t bits = (int32_t)bits_of(x), size = bits & 0x7fffffff;
      const int32_t end = 0x42d00000; /* 104: beyond it the result is 0 or infinite */
      const float y = float_of((uint32_t)((size > end ? end : size) | (bits ^ size)));
      const float shifted = y * 1.442695f + shift, whole = shifted - shift;
      const float r = (y - whole * 0.69314575f) - whole * 1.4286068e-06f;
      const float q = 0.49999997f + r * (0.16666543f + r * (0.0416672f
        + r * (0.00836658f + r * 0.0013882546f)));
      const uint32_t both = bits_of(shifted) - bits_of(shift) + 254u, half = both >> 1;
      const float power =
        (1.0f + (r + r * r * q)) * float_of(half << 23) * float_of((both - half) << 23);
      /* not a number stays */
      return float_of(chosen(size > 0x7f800000, (uint32_t)bits, bits_of(power)));
    }

    """.lines,
    "fast_tanh": """
    /* Around 0 a polynomial, beyond it 1 - 2 e/(1 + e) with e = e^(-2|x|); vectorised like exp. */
    INLINE float fast_tanh(float x) {
      const float shift = 12582912.0f;
      const int32_t bits = (int32_t)bits_of(x), size = bits & 0x7fffffff;
      const int32_t end = 0x41180000; /* 9.5: beyond it the result is 1 */
      const float a = float_of((uint32_t)(size > end ? end : size)), z = a * a;
      const float near_zero = a + a * z * (-0.3333289f + z * (0.13319421f
        + z * (-0.052586935f + z * 0.01627404f)));
      const float y = -2.0f * a;
      const float shifted = y * 1.442695f + shift, whole = shifted - shift;
      const float r = (y - whole * 0.69314575f) - whole * 1.4286068e-06f;
      const float q = 0.49999997f + r * (0.16666543f + r * (0.0416672f
        + r * (0.00836658f + r * 0.0013882546f)));
      const float twice = float_of((bits_of(shifted) - bits_of(shift) + 128u) << 23);
      const float e = twice * (r + r * r * q) + twice;
      const float beyond = 1.0f - e / (0.5f * e + 1.0f);
      /* 0.55, and not a number, which stays */
      const uint32_t found = chosen(size < 0x3f0ccccd, bits_of(near_zero), bits_of(beyond));
      return float_of(chosen(size > 0x7f800000, (uint32_t)bits, found | (uint32_t)(bits ^ size)));
    }

    """.lines,
  ]

  private static let others: [String: [String]] = [
    "matmul": """
    /* out (m, n) = a (m, k) b (k, n); eight rows of b at a time, each read along its numbers */
    CLONES STATIC void matmul(
      const real *restrict a, const real *restrict b, real *restrict out, int m, int k, int n) {
      for (int i = 0; i < m; i++, a += k, out += n) {
        const real *w = b;
        int r = 0;
        for (int j = 0; j < n; j++) out[j] = 0;
        for (; r + 8 <= k; r += 8, w += 8 * n) {
          const real a0 = a[r], a1 = a[r + 1], a2 = a[r + 2], a3 = a[r + 3];
          const real a4 = a[r + 4], a5 = a[r + 5], a6 = a[r + 6], a7 = a[r + 7];
          for (int j = 0; j < n; j++) {
            const real *c = w + j;
            out[j] += a0 * c[0] + a1 * c[n] + a2 * c[2 * n] + a3 * c[3 * n] + a4 * c[4 * n]
              + a5 * c[5 * n] + a6 * c[6 * n] + a7 * c[7 * n];
          }
        }
        for (; r < k; r++, w += n)
          for (int j = 0; j < n; j++) out[j] += a[r] * w[j];
      }
    }

    """.lines,
    "matmul_transposed": """
    /* out (m, n) = the sum over k of the products of a row of a (k, m) and one of b (k, n) */
    CLONES STATIC void matmul_transposed(
      const real *restrict a, const real *restrict b, real *restrict out, int k, int m, int n) {
      for (int i = 0; i < m * n; i++) out[i] = 0;
      for (int r = 0; r < k; r++, a += m, b += n)
        for (int i = 0; i < m; i++)
          for (int j = 0; j < n; j++) out[i * n + j] += a[i] * b[j];
    }

    """.lines,
    "scatter": """
    /* adds a row to the one of a table that an index names, -1 the last; outside it, nothing */
    STATIC void scatter(const real *from, real *table, real index, int rows, int width) {
      const int whole = index > -2147483000.0 && index < 2147483000.0 ? (int)index : rows;
      const int row = whole < 0 ? whole + rows : whole;
      for (int k = 0; k < width; k++)
        if (row >= 0 && row < rows) table[row * width + k] += from[k];
    }

    """.lines,
    "copy": """
    STATIC void copy(const real *from, real *to, int n) {
      for (int k = 0; k < n; k++) to[k] = from[k];
    }

    """.lines,
    "add_up": """
    STATIC void add_up(const real *share, real *sum, int n) {
      for (int k = 0; k < n; k++) sum[k] += share[k];
    }

    """.lines,
    "fill": """
    STATIC void fill(real *to, real number, int n) {
      for (int k = 0; k < n; k++) to[k] = number;
    }

    """.lines,
    "nonzero": """
    STATIC int nonzero(const real *x, int n) {
      int found = 0;
      for (int k = 0; k < n; k++) found |= x[k] != 0;
      return found;
    }

    """.lines,
    "lookup": """
    /* the row of a table that an index names, -1 the last; outside it, not numbers */
    STATIC void lookup(const real *table, real *out, real index, int rows, int width) {
      const int whole = index > -2147483000.0 && index < 2147483000.0 ? (int)index : rows;
      const int row = whole < 0 ? whole + rows : whole;
      for (int k = 0; k < width; k++)
        out[k] = row >= 0 && row < rows ? table[row * width + k] : (real)NAN;
    }

    """.lines,
    "round_f16": """
    /* to the nearest number of half precision: its unit is at least 2^-24 */
    INLINE real round_f16(real x) {
      int power;
      double unit, near;
      if (x == 0 || x != x || x - x != 0) return x;
      (void)frexp((double)x, &power);
      unit = ldexp(1.0, (power < -13 ? -13 : power) - 11);
      near = rint((double)x / unit) * unit;
      return (real)(near > 65504.0 ? HUGE_VAL : near < -65504.0 ? -HUGE_VAL : near);
    }

    """.lines,
    "round_bf16": """
    /* to the nearest number of bfloat16: eight binary digits */
    INLINE real round_bf16(real x) {
      int power;
      double unit;
      if (x == 0 || x != x || x - x != 0) return x;
      (void)frexp((double)x, &power);
      unit = ldexp(1.0, (power < -125 ? -125 : power) - 8);
      return (real)(rint((double)x / unit) * unit);
    }

    """.lines,
    "round_f32": """
    INLINE real round_f32(real x) { return (real)(float)x; }

    """.lines,
  ]
}

extension String {
  var lines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
