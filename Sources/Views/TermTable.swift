import Debugging
import Tensors
import Terminal
import Terms

/// The terms of a long sum, the largest first, with their shares; the rest is one number.
struct TermTable {
  let presentation: Presentation
  let formula: ScalarFormula
  let showsAll: Bool
  let moreHint: String

  /// How many terms are shown of a sum that has more.
  private static let most = 6

  /// The lines of a sum; none for a short one, which the formula shows.
  func lines(_ sum: Derived.Sum) -> [String] {
    guard sum.terms.count > ScalarFormula.longest || sum.isOverSamples else { return [] }
    let shown = sum.largest(showsAll ? .max : TermTable.most)
    var rows = shown.map { term in
      ShareTable.Row(text: text(term), number: term.number, share: abs(term.number) / sum.weight)
    }
    let rest = sum.terms.count - shown.count
    let total = sum.terms.reduce(0) { $0 + $1.number }
    if rest > 0 {
      let others = total - shown.reduce(0) { $0 + $1.number }
      let weight = sum.weight - shown.reduce(0) { $0 + abs($1.number) }
      rows.append(
        ShareTable.Row(
          text: "the \(rest) other\(rest == 1 ? "" : "s")\(showsAll ? "" : moreHint)",
          number: others, share: weight / sum.weight))
    }
    rows.append(ShareTable.Row(text: "sum", number: total, share: nil))
    let order = rest > 0 ? ", the largest first" : ""
    let divided = sum.divisor == 1 ? "" : ", each divided by \(formula.number(sum.divisor))"
    return ["  the \(sum.terms.count) terms\(order)\(divided):"]
      + ShareTable(presentation: presentation, formula: formula, rows: rows).lines()
  }

  /// `x[1]·W[1, 3] = 1·0.8080`; in a sum over samples with that in front: `sample 2: `.
  private func text(_ term: Derived.Addend) -> String {
    let sample = term.sample.map { "sample \($0): " } ?? ""
    return sample + worked(term)
  }

  private func worked(_ term: Derived.Addend) -> String {
    let name = formula.product(term) { formula.symbolic($0) }
    let sign = name.isNegative ? (presentation.usesASCII ? "-" : "−") : ""
    guard term.factors.count > 1 else {
      return sign + name.0.bracketed(below: name.isNegative ? .product : .choice)
    }
    return "\(sign)\(name.0.text) = \(sign)\(formula.product(term, formula.numeric).0.text)"
  }
}

/// Texts, numbers and the shares that they have, with a bar each.
struct ShareTable {
  struct Row {
    let text: String
    let number: Double
    /// Of the sum of absolute values; nil has no bar.
    let share: Double?
  }

  let presentation: Presentation
  let formula: ScalarFormula
  let rows: [Row]

  private static let barLength = 12

  func lines() -> [String] {
    let own = rows.map(\.number)
    let numbers = formula.format.counting(from: own).column(own)
    // Before a number, a percentage and a bar stand two blanks each.
    let bars = (rows.map { bar($0).columns }.max() ?? 0) + 9
    let widest = presentation.width - 6 - (numbers.first?.columns ?? 0) - bars
    let width = min(rows.map(\.text.columns).max() ?? 0, max(widest, 20))
    return zip(rows, numbers).flatMap { row, number -> [String] in
      let end = "  \(number)\(share(row))"
      guard row.text.columns > width else {
        let gap = String(repeating: " ", count: width - row.text.columns)
        return ["    \(row.text)\(gap)\(end)"]
      }
      return ["    \(row.text)", "    " + String(repeating: " ", count: width) + end]
    }
  }

  private func share(_ row: Row) -> String {
    guard let share = row.share, share.isFinite else { return "" }
    let percent = NumberFormat.percent(share)
    let bar = bar(row)
    return "  \(percent.padded(to: 5))" + (bar.isEmpty ? "" : "  \(bar)")
  }

  private func bar(_ row: Row) -> String {
    ShareTable.bar(row.share ?? 0, ShareTable.barLength, isNegative: row.number < 0)
  }

  /// A bar of so many columns for 1; of what is negative, a light one. None for a share of something infinite.
  static func bar(_ share: Double, _ length: Int, isNegative: Bool) -> String {
    guard !share.isNaN else { return "" }
    let columns = Int((min(max(share, 0), 1) * Double(length)).rounded())
    return String(repeating: isNegative ? "░" : "█", count: columns)
  }
}
