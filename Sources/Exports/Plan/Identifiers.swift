import Terms

/// Names that a program of any target language may use, each once.
struct Identifiers {
  private var taken: Set<String>
  /// The number that the next of many like ones tries first.
  private var numbers: [String: Int] = [:]

  init(avoiding names: Set<String> = []) {
    taken = Identifiers.reserved.union(names)
  }

  /// The word as an identifier: letters, digits and underlines; where it is taken with a suffix,
  /// or else a number.
  mutating func unique(_ word: String, or suffix: String = "") -> String {
    var base = Identifiers.plain(word)
    if taken.contains(base) { base += suffix }
    if taken.insert(base).inserted { return base }
    while true {
      let number = numbers[base, default: 2]
      numbers[base] = number + 1
      let name = "\(base)_\(number)"
      if taken.insert(name).inserted { return name }
    }
  }

  /// Other characters become underlines; no two stand together, none begins or ends the word.
  static func plain(_ word: String) -> String {
    var text = ""
    for scalar in word.unicodeScalars.prefix(60) {
      let isPlain =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar)
      if isPlain {
        text.unicodeScalars.append(scalar)
      } else if !text.isEmpty, text.last != "_" {
        text.append("_")
      }
    }
    while text.last == "_" { text.removeLast() }
    guard let first = text.first else { return "unnamed" }
    return first.isNumber ? "n\(text)" : text
  }

  /// Words of C, C++, Swift and Python, of their libraries, and of what an export brings along.
  private static let reserved: Set<String> = {
    let words = """
      alignas alignof and and_eq any Any as asm assert associatedtype async auto await bitand bitor \
      bool break case catch char class compl concept const consteval constexpr constinit continue \
      convenience decltype def default defer deinit del delete do double dynamic dynamic_cast elif \
      else enum except explicit export extension extern False fallthrough false fileprivate final \
      finally float for friend from func get global goto guard if import in indirect infix init \
      inline inout int internal is lambda lazy left let long match mutable mutating namespace new \
      nil noexcept None nonisolated nonlocal not not_eq nullptr open operator optional or or_eq \
      override pass postfix precedence prefix private protected protocol public raise register \
      reinterpret_cast repeat required requires restrict rethrows return right self Self set short \
      signed sizeof some static static_assert static_cast struct subscript super switch template \
      this thread_local throw throws true True try type Type typealias typedef typeid typename \
      union unowned unsigned using var virtual void volatile wchar_t weak where while with xor xor_eq \
      yield main real step out place item total fold count argc argv path file at
      """
    let library = """
      abs acos acosh all array asin asinh atan atan2 atanh bcmp bcopy bzero calloc cbrt ceil copysign \
      copy cos cosh dict erf erfc exit exp exp2 expm1 fabs fclose fdim fill filter float16 bfloat16 \
      div floor fma fmax fmin fmod fopen fpclassify fread free frexp gamma hypot id ilogb index input isinf isnan j0 \
      isfinite isgreater isgreaterequal isless islessequal islessgreater isnormal isunordered signbit \
      j1 jn ldexp len lgamma list llrint llround log log10 log1p log2 logb lookup lrint lround malloc \
      map math matmul max memcpy memset min modf nan nearbyint next nextafter np object open os pow \
      predict print printf puts range read remainder remquo reset rindex rint round scalbn \
      self_check selfCheck sin sinh size slice sort sqrt stack std stdin stdout string strlen sum sys \
      tan tanh tgamma time trunc tuple vector w weights write y0 y1 yn zip stderr errno signal \
      layers run Outputs results found recorded sample name fopen memchr random rand select Float Double Int Array Bool String load states
      """
    let helpers =
      AllOps.unary.map { $0.code.name } + AllOps.binary.map { $0.code.name }
      + AllOps.rows.map { $0.code.name } + NumPyWindows.names
      + ["round_f16", "round_bf16", "round_f32", "add_up", "samples", "train_step"]
      + ["fast_exp", "fast_tanh", "chosen", "nonzero", "bits_of", "float_of", "largest", "compare"]
    // Counters of loops.
    let counters =
      (0..<10).flatMap { ["k\($0)", "t\($0)"] } + ["k", "t", "channel", "filter"]
      + (0..<3).flatMap { ["p\($0)", "w\($0)"] }
    let names = [words, library].flatMap { $0.split(separator: " ").map(String.init) }
    return Set(names + helpers + counters)
  }()
}
