/// The page around the numbers, and how text is put into it.
enum HTML {
  /// A word that nobody can know beforehand: only what bears it is run or styles the page.
  static func nonce() -> String {
    let word = UInt64.random(in: .min ... .max)
    return String(word | 1 << 63, radix: 16) + String(UInt64.random(in: .min ... .max), radix: 16)
  }

  /// No address is ever asked for anything.
  static func policy(_ nonce: String) -> String {
    "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; "
      + "base-uri 'none'; form-action 'none'"
  }

  /// Text between tags and in attributes.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// JSON that cannot end the script that it stands in, nor begin another: such letters stand in
  /// its strings only, where they can be written as `\u003c`.
  static func inScript(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        let text = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        result.append(contentsOf: text.unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
