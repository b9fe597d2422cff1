import Terms

/// Names of training as mathematics: `\partial W`, `m_{W}'`, `\hat{v}`, `C_{t-1}`.
///
/// What is not understood is written by its typed name.
enum MathNames {
  /// A name as mathematics; nil where it has no sign of its own.
  static func text(_ name: Name) -> String? {
    guard name.unicode == name.ascii else { return text(name.unicode) }
    // `m_W` of an optimizer, and what a word becomes.
    if name.ascii.hasSuffix("_next") { return MathText.name(String(name.ascii.dropLast(5))) + "'" }
    let parts = name.ascii.split(separator: "_", maxSplits: 1)
    return parts.count == 2 && parts[0].count == 1 ? text(name.ascii) : nil
  }

  /// Whether something that follows, a power, would be taken for part of the name.
  static func isPrefixed(_ name: Name) -> Bool {
    ["∂", "Σ", "Π"].contains { name.unicode.hasPrefix($0) }
  }

  private static func text(_ word: String) -> String? {
    guard let first = word.first, let last = word.last else { return nil }
    if let sign = before[first], word.count > 1 {
      return text(String(word.dropFirst())).map { "\(sign) \($0)" }
    }
    for (ending, mark) in endings where word.hasSuffix(ending) && word.count > ending.count {
      return text(String(word.dropLast(ending.count))).map { $0 + mark }
    }
    if let digit = subscripts.firstIndex(of: last), word.count > 1 {
      return text(String(word.dropLast())).map { "\($0)_{\(digit)}" }
    }
    if let place = word.firstIndex(of: "_"), let base = symbol(String(word[..<place])) {
      let below = String(word[word.index(after: place)...])
      return "\(base)_{\(symbol(below) ?? #"\text{\#(SafeText.latex(below))}"#)}"
    }
    return symbol(word)
  }

  /// One letter, or a short word in italics.
  private static func symbol(_ word: String) -> String? {
    if let known = letters[word] { return known }
    let scalars = Array(word.unicodeScalars)
    if scalars.count == 2, scalars[0].isASCII, let mark = marks[scalars[1]] {
      return "\(mark){\(scalars[0])}"
    }
    let plain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return plain && !word.isEmpty ? MathText.name(word) : nil
  }

  private static let before: [Character: String] = [
    "∂": #"\partial"#, "Σ": #"\Sigma"#, "Π": #"\Pi"#,
  ]

  private static let endings = [
    ("ₜ₊₁", "_{t+1}"), ("₊₁", "_{t+1}"), ("₋₁", "_{t-1}"), ("ₜ", "_{t}"), ("ₘ", "_{m}"),
    ("‴", "'''"), ("″", "''"), ("′", "'"), ("⁻", "^{-}"), ("∧", #"^{\wedge}"#), ("∼", #"^{\sim}"#),
    ("±", #"^{\pm}"#),
  ]

  private static let subscripts: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]

  private static let letters = [
    "α": #"\alpha"#, "β": #"\beta"#, "γ": #"\gamma"#, "η": #"\eta"#, "μ": #"\mu"#, "τ": #"\tau"#,
    "σ²": #"\sigma^{2}"#, "Δ": #"\Delta"#, "ℓ": #"\ell"#, "ℓw": #"\ell_{w}"#, "ḡ": #"\bar{g}"#,
    "ln p": #"\ln p"#,
  ]

  private static let marks: [Unicode.Scalar: String] = [
    "\u{302}": #"\hat"#, "\u{304}": #"\bar"#,
  ]
}
