import Containers

/// Text from a model, made harmless for the languages that are written.
enum SafeText {
  /// For comments: letters, digits and plain signs on one line. `*/` ends no comment, `\` and `??`
  /// mean nothing, and nothing is hidden.
  static func comment(_ text: String) -> String {
    var result = ""
    for character in text {
      let isSign = " _.,:;()[]{}<>=+-'!@#$%&|~^?*/".contains(character)
      let isPlain = isSign || character.isLetter || character.isNumber
      guard isPlain, !character.unicodeScalars.contains(where: \.isHidden) else {
        result.append("_")
        continue
      }
      // No pair of signs that begins or ends something: */ /* // ??
      if let last = result.last, "*/?".contains(character), "*/?".contains(last),
        !(character == "*" && last == "*")
      {
        result.append("_")
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// For comments that must be ASCII.
  static func ascii(_ text: String) -> String {
    String(comment(text).map { $0.isASCII ? $0 : "_" })
  }

  /// Text in LaTeX's text mode.
  static func latex(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += #"\textbackslash{}"#
      case "{", "}", "$", "&", "#", "%", "_": result += "\\\(character)"
      case "^": result += #"\textasciicircum{}"#
      case "~": result += #"\textasciitilde{}"#
      case "<": result += #"\textless{}"#
      case ">": result += #"\textgreater{}"#
      case "|": result += #"\textbar{}"#
      case "\"": result += "''"
      case "`": result += "'"
      default:
        let isPlain = character.isASCII && (character.isLetter || character.isNumber)
        let isSign = " .,:;()[]=+-'!@*/?".contains(character)
        result += isPlain || isSign ? String(character) : latexLetters[character] ?? "?"
      }
    }
    return result
  }

  private static let latexLetters: [Character: String] = [
    "σ": #"$\sigma$"#, "→": #"$\to$"#, "×": #"$\times$"#, "…": #"\dots{}"#, "−": "$-$",
    "·": #"$\cdot$"#, "⊙": #"$\odot$"#, "₋": "-", "₁": "1",
  ]

  /// Text in Markdown: no sign of it begins anything.
  static func markdown(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "+", "!", "|", "$", "~":
        result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      default:
        let isStrange = character.unicodeScalars.contains {
          $0.isHidden || $0.properties.generalCategory == .privateUse
        }
        result += isStrange ? "?" : String(character)
      }
    }
    return result
  }

  /// A text in double quotes, for C, C++, Swift and Python: ASCII, the rest as underlines.
  static func quoted(_ text: String) -> String {
    let plain = text.map { character in
      let isFine =
        character.isASCII && !"\"\\\n\r\t?".contains(character)
        && (character.asciiValue ?? 0) >= 32 && character.asciiValue != 127
      return isFine ? character : "_"
    }
    return "\"\(String(plain))\""
  }
}
