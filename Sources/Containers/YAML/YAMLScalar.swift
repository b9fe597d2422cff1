/// What a plain scalar is, by the rules of YAML 1.1 that PyYAML goes by.
enum YAMLScalar {
  static func value(_ text: String) -> JSON {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .double(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .double(-.infinity)
    case ".nan", ".NaN", ".NAN": return .double(.nan)
    default: return number(text) ?? .string(text)
    }
  }

  /// `12`, `-3`, `0x1F`, `017` (eight), `1_000`, `1.5`, `.5`, `1.0e-07`, `1e-07`; nil of anything else.
  private static func number(_ text: String) -> JSON? {
    guard let first = text.utf8.first, isDigit(first) || "+-.".utf8.contains(first) else {
      return nil
    }
    let plain = text.replacing("_", with: "")
    let sign = plain.hasPrefix("-") ? -1 : 1
    let digits = plain.hasPrefix("-") || plain.hasPrefix("+") ? String(plain.dropFirst()) : plain
    guard let start = digits.utf8.first, isDigit(start) || start == UInt8(ascii: ".") else {
      return nil
    }
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0", 8)] where digits.hasPrefix(prefix) {
      let rest = digits.dropFirst(prefix.count)
      if !rest.isEmpty, let number = Int(rest, radix: radix) { return .int(sign * number) }
    }
    if digits.utf8.allSatisfy(isDigit) {
      if let number = Int(digits) { return .int(sign * number) }
      return Double(digits).map { .double(Double(sign) * $0) }
    }
    guard digits.utf8.allSatisfy({ isDigit($0) || ".eE+-".utf8.contains($0) }) else { return nil }
    let whole = digits.hasPrefix(".") ? "0" + digits : digits
    return Double(whole.hasSuffix(".") ? whole + "0" : whole).map { .double(Double(sign) * $0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Lines of a text that is folded: a blank in the place of an end, an end in the place of a line of nothing.
  static func joined(_ lines: some Collection<String>) -> String {
    var result = ""
    var empty = 0
    for line in lines {
      if line.isEmpty {
        empty += 1
        continue
      }
      if !result.isEmpty { result += empty > 0 ? String(repeating: "\n", count: empty) : " " }
      result += line
      empty = 0
    }
    return result
  }
}
