import Tensors

/// `Whole` in other languages: short lines, for Swift's compiler takes long ones of many numbers
/// for riddles.
extension Whole {
  var code: ElementCode {
    ElementCode(
      "\(isFromFloat ? "to" : "wrap")_\(dtype.rawValue)", numpy: .define(text(.numpy)),
      loop: .define(text(.loop)), latex: .same)
  }

  /// What is written differently in NumPy, whose texts speak of whole arrays.
  private enum Language {
    case numpy, loop

    func call(_ function: String, _ x: String) -> String {
      switch self {
      case .numpy: "np.\(function)(\(x))"
      case .loop: "$\(function)(\(x))"
      }
    }

    func both(_ a: String, _ b: String) -> String {
      switch self {
      case .numpy: "(\(a)) & (\(b))"
      case .loop: "\(a) && \(b)"
      }
    }

    func choice(_ condition: String, _ yes: String, _ no: String) -> String {
      switch self {
      case .numpy: "np.where(\(condition), \(yes), \(no))"
      case .loop: "\(condition) ? \(yes) : \(no)"
      }
    }
  }

  private func text(_ language: Language) -> String {
    (isFromFloat ? ofFloat(language) : ofWhole(language)).joined(separator: "\n")
  }

  private func ofFloat(_ language: Language) -> [String] {
    // The least number that a processor converts becomes what those become that it does not.
    let isInside = "\(language.call("fabs", "x")) < \(limit)"
    let whole = language.call("trunc", "x")
    if isSigned, bits >= 32 { return [language.choice(isInside, whole, "\(outside)")] }
    var lines = ["t = \(whole)"] + rest(of: "t", language)
    if dtype == .uint64 {
      let isHeld = language.both("t >= -\(limit)", "t < \(span)")
      lines += [language.choice(isHeld, "rest", "\(outside)")]
    } else if isSigned {
      lines += ["near = \(nearest(language))", language.choice(isInside, "near", "\(outside)")]
    } else {
      lines += [language.choice(isInside, "rest", "\(outside)")]
    }
    return lines
  }

  private func ofWhole(_ language: Language) -> [String] {
    guard isSigned else { return rest(of: "x", language) + ["rest"] }
    let isHeld = language.both("x >= -\(span / 2)", "x < \(span / 2)")
    return rest(of: "x", language) + [
      "near = \(nearest(language))", language.choice(isHeld, "x", "near"),
    ]
  }

  /// `rest`, what is left of a whole number in 0 ..< 2ⁿ.
  private func rest(of t: String, _ language: Language) -> [String] {
    let floor = language.call("floor", "\(t) / \(span)")
    guard bits == 64 else { return ["rest = \(t) - \(span) * \(floor)"] }
    let most = "\(span.nextDown)"
    return [
      "sum = \(t) - \(span) * \(floor)", "rest = \(language.choice("sum < \(span)", "sum", most))",
    ]
  }

  private func nearest(_ language: Language) -> String {
    language.choice("rest >= \(span / 2)", "rest - \(span)", "rest")
  }
}
