extension JSON {
  /// The value as compact JSON text, in which whatever is hidden or of private use is escaped; NaN and the infinities as Python writes them.
  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  package func write(to stream: inout some TextOutputStream) {
    switch self {
    case .null: stream.write("null")
    case .bool(let value): stream.write(value ? "true" : "false")
    case .int(let value): stream.write("\(value)")
    case .double(let value): stream.write(Self.literal(value))
    case .string(let value): Self.write(value, to: &stream)
    case .array(let values):
      var separator = "["
      for value in values {
        stream.write(separator)
        value.write(to: &stream)
        separator = ","
      }
      stream.write(values.isEmpty ? "[]" : "]")
    case .object(let members):
      var separator = "{"
      for (key, value) in members {
        stream.write(separator)
        Self.write(key, to: &stream)
        stream.write(":")
        value.write(to: &stream)
        separator = ","
      }
      stream.write(members.isEmpty ? "{}" : "}")
    }
  }

  /// The shortest text that reads back as the same number.
  private static func literal(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return "\(value)"
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isHidden || (scalar.value > 0x7F && scalar.properties.generalCategory == .privateUse)
  }

  private static func write(_ string: String, to stream: inout some TextOutputStream) {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where isEscaped(scalar):
        for unit in UTF16.encode(scalar) ?? .init() {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    stream.write(text + "\"")
  }
}
