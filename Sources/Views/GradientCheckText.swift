import Checks
import Tensors
import Terminal

/// Gradients beside central differences: the worst ones as a table, and what holds of all.
package struct GradientCheckText {
  let presentation: Presentation
  let check: GradientCheck

  package init(_ presentation: Presentation, _ check: GradientCheck) {
    (self.presentation, self.check) = (presentation, check)
  }

  /// Of those that agree so many are shown; of the others so many.
  private static let (most, mostOdd) = (6, 20)

  package func lines() -> [String] {
    let odd = check.worstFirst.prefix { $0.verdict != .agrees }
    let shown = check.worstFirst.prefix(
      max(GradientCheckText.most, min(odd.count, GradientCheckText.mostOdd)))
    var table = Table(["Gradient", "By equations", "By differences", "Apart", "Verdict"])
    for one in shown {
      table.add([
        one.place, NumberFormat.exact(one.gradient, .float32), GradientCheckText.slopes(one),
        one.apart == 0 ? "0" : NumberFormat.short(one.apart), GradientCheckText.word(one.verdict),
      ])
    }
    let rest = check.numbers.count - shown.count
    let hidden = odd.count - shown.count { $0.verdict != .agrees }
    let others =
      rest > 0
      ? [
        "  … \(rest) more\(hidden > 0 ? ", \(hidden) of them not alike" : ", nearer to each other")"
      ]
      : []
    return table.lines(width: presentation.room, shrinking: [0]) + others.map { $0.marked(.dim) }
  }

  /// What holds of all that was compared, as one sentence.
  package var summary: String {
    let compared = check.numbers.count
    let agree = check.numbers.count { $0.verdict == .agrees }
    let what =
      compared == check.count
      ? "all \(Table.grouped(compared)) numbers"
      : "\(Table.grouped(compared)) of \(Table.grouped(check.count)) numbers"
    let weights = check.weights == 1 ? "1 weight" : "\(check.weights) weights"
    let start = "\(what) of \(weights) compared in float64: "
    return start
      + (agree == compared
        ? "they agree, within a millionth and what rounding does to the loss"
        : "\(agree) agree, within a millionth and what rounding does to the loss")
  }

  /// What is said of corners; empty where there are none.
  package var corners: String {
    let count = check.numbers.count {
      if case .corner = $0.verdict { true } else { false }
    }
    guard count > 0 else { return "" }
    return
      "\(count == 1 ? "1 stands at a corner" : "\(count) stand at corners"), a relu at 0 for example: there the "
      + "loss has another slope on either side, and differences cannot judge a gradient"
  }

  /// The slope by differences, at a corner that of either side.
  private static func slopes(_ one: GradientCheck.Number) -> String {
    guard case .corner(let below, let above) = one.verdict else {
      return NumberFormat.exact(one.difference, .float32)
    }
    return [below, above].map { $0 == 0 ? "0" : NumberFormat.short($0) }.joined(separator: ", ")
  }

  private static func word(_ verdict: GradientCheck.Verdict) -> String {
    switch verdict {
    case .agrees: "agrees"
    case .corner: "corner"
    case .differs: "differs"
    case .undefined: "no number"
    }
  }
}
