/// What was measured, beside what it should be: a table of text.
struct Report {
  private var rows: [[String]] = [["what", "measured", "goal", "goal met by", ""]]

  /// A number that must not be greater than the goal.
  mutating func add(_ what: String, _ measured: Double, atMost goal: Double, _ unit: Unit) {
    row(
      what, unit.text(measured), "≤ \(unit.text(goal))", "\(ratio(goal / measured)) ×",
      measured <= goal)
  }

  /// How many times as fast as something else, which must be the goal at least.
  mutating func add(_ what: String, timesAsFast measured: Double, atLeast goal: Double) {
    row(
      what, "\(ratio(measured)) ×", "≥ \(ratio(goal)) ×", "\(ratio(measured / goal)) ×",
      measured >= goal)
  }

  /// How many times as long as something else, which must be the goal at most.
  mutating func add(_ what: String, timesAsLong measured: Double, atMost goal: Double) {
    row(
      what, "\(ratio(measured)) ×", "≤ \(ratio(goal)) ×", "\(ratio(goal / measured)) ×",
      measured <= goal)
  }

  /// How many times as long as something else.
  mutating func add(_ what: String, timesAsLong measured: Double) {
    rows.append([what, "\(ratio(measured)) ×", "", "", ""])
  }

  /// A number without a goal, for the others to be compared with.
  mutating func add(_ what: String, _ measured: Double, _ unit: Unit) {
    rows.append([what, unit.text(measured), "", "", ""])
  }

  mutating func missing(_ what: String, because reason: String) {
    rows.append([what, "not measured: \(reason)", "", "", ""])
  }

  private mutating func row(
    _ what: String, _ measured: String, _ goal: String, _ ratio: String, _ isMet: Bool
  ) {
    rows.append([what, measured, goal, ratio, isMet ? "ok" : "MISSED"])
  }

  /// Three significant digits.
  private func ratio(_ number: Double) -> String { Unit.rounded(number) }

  /// The rows with their columns in line.
  var text: String {
    let widths = (0..<5).map { column in
      // A reason why nothing was measured runs over the other columns.
      rows.filter { !$0[2].isEmpty || column == 0 }.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let gap = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
        return column == 0 || column == 4 ? cell.0 + gap : gap + cell.0
      }
      let line = cells.joined(separator: "   ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}

/// What a number counts, and how it is written.
enum Unit {
  /// Given in seconds.
  case milliseconds
  case microseconds
  /// Given in bytes.
  case megabytes
  case perSecond

  func text(_ number: Double) -> String {
    switch self {
    case .milliseconds: "\(Unit.rounded(number * 1e3)) ms"
    case .microseconds: "\(Unit.rounded(number * 1e6)) µs"
    case .megabytes: "\(Unit.rounded(number / 1e6)) MB"
    case .perSecond: "\(Unit.rounded(number / 1e6)) million/s"
    }
  }

  /// Three significant digits, or the whole number when it is longer.
  static func rounded(_ number: Double) -> String {
    guard number.isFinite, number > 0 else { return "\(number)" }
    var scale = 1.0
    while number * scale < 100, scale < 1e6 { scale *= 10 }
    let rounded = (number * scale).rounded() / scale
    return rounded >= 100 ? "\(Int(rounded))" : "\(rounded)"
  }
}
