extension Style {
  /// The marks that a place in a text stands in, so that at the end of one the outer ones go on.
  struct OpenMarks {
    private var codes: [String] = []
    private var groundBefore = false

    /// The escapes that a scalar means; nil where it is no mark.
    mutating func take(_ scalar: Unicode.Scalar, _ theme: Theme) -> String? {
      if let mark = Mark(rawValue: scalar.value) {
        groundBefore = false
        return mark == .plain ? end() : begin(theme.pen(mark).code)
      }
      guard let paint = Style.paint(scalar) else {
        groundBefore = false
        return nil
      }
      // Letter and ground have one end.
      if groundBefore, let ground = codes.popLast() {
        groundBefore = false
        codes.append("\(ground);\(paint)")
        return "\u{1B}[\(paint)m"
      }
      groundBefore = Style.grounds.contains(scalar.value)
      return begin(paint)
    }

    private mutating func begin(_ code: String) -> String {
      codes.append(code)
      return code.isEmpty ? "" : "\u{1B}[\(code)m"
    }

    private mutating func end() -> String {
      if let last = codes.popLast(), last.isEmpty { return "" }
      return "\u{1B}[0m" + codes.filter { !$0.isEmpty }.map { "\u{1B}[\($0)m" }.joined()
    }
  }
}
