import Containers
import Tensors

extension Agreement {
  /// Writes a line for each array, the remarks, and what it comes to.
  ///
  /// ```
  /// y0     (4, 2)  1.19e-07  2.42e-07  ok
  /// lstm   (4, 8)  2.98e-08  5.11e-07  ok
  /// 2 agree, 0 rounding, 0 differ, 0 not reached; allowed: 1e-06 + 2e-05·|reference|
  /// ```
  package func write(to stream: inout some TextOutputStream) {
    let header = ["array", "shape", "max abs", "max rel", ""]
    let rows = [header] + checks.map(Agreement.cells)
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = zip(row, widths).enumerated().map { column, cell in
        column < 2 ? cell.0.filled(to: cell.1) : cell.0.padded(to: cell.1)
      }
      let line = (cells + row.suffix(1)).joined(separator: "  ")
      stream.write(line.withoutTrailingSpaces + "\n")
    }
    for remark in remarks { stream.write("\(remark)\n") }
    stream.write("\(conclusion)\n")
  }

  private static func cells(_ check: ArrayCheck) -> [String] {
    let numbers = check.difference.map { [$0.absolute, $0.relative].map(NumberFormat.short) }
    return [check.name.onOneLine, "\(check.shape)"] + (numbers ?? ["", ""]) + [check.remark]
  }

  /// How many arrays come to what.
  package func count(_ outcome: ArrayCheck.Outcome) -> Int {
    checks.count { $0.outcome == outcome }
  }

  /// `4 agree, 2 rounding, 0 differ, 0 not reached; allowed: …`.
  package var conclusion: String {
    if checks.isEmpty { return "there is nothing to compare" }
    let counts = ArrayCheck.Outcome.allCases.map { "\(count($0)) \($0.rawValue)" }
    return "\(counts.joined(separator: ", ")); allowed: \(allowance)"
  }

  /// `1e-06 + 2e-05·|reference|, of y1 3.91e-03 + 3.91e-03·|reference|`.
  private var allowance: String {
    let compared = checks.count { $0.allowed != nil }
    let widened = widened
    if widened.count == 1, widened[0].names.count == compared { return "\(widened[0].tolerance)" }
    let more = widened.map { ", of \($0.names.map(\.onOneLine).listed) \($0.tolerance)" }
    return "\(tolerance)" + more.joined()
  }

  /// The same as data.
  package var json: JSON {
    .object([
      "ok": .bool(isAccepted),
      "agree": .int(count(.agree)),
      "rounding": .int(count(.rounding)),
      "differ": .int(count(.differ)),
      "not_reached": .int(count(.notReached)),
      "rtol": .double(tolerance.relative),
      "atol": .double(tolerance.absolute),
      "arrays": .array(checks.map(\.json)),
      "remarks": .array(remarks.map(JSON.string)),
    ])
  }
}

extension ArrayCheck {
  fileprivate var json: JSON {
    func number(_ value: Double?) -> JSON {
      value.map { $0.isFinite ? .double($0) : .string("\($0)") } ?? .null
    }
    return .object([
      "name": .string(name),
      "shape": .array(shape.dims.map(JSON.int)),
      "ok": .bool(isAccepted),
      "outcome": .string(outcome.rawValue.replacing(" ", with: "_")),
      "max_abs": number(difference?.absolute),
      "max_rel": number(difference?.relative),
      "rtol": number(allowed?.relative),
      "atol": number(allowed?.absolute),
      "remark": .string(remark),
    ])
  }
}

extension String {
  /// The text with line feeds and other control characters as blanks: a row stays a row.
  fileprivate var onOneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }

  /// The text without spaces at its end.
  fileprivate var withoutTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
