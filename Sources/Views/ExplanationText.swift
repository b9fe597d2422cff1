import Debugging
import Equations
import Terminal
import Terms

/// Where a number comes from: what it is a copy of, its formula, the same with the numbers in it,
/// and what rounding left.
package struct ExplanationText {
  let presentation: Presentation
  let machine: Machine
  let formula: ScalarFormula
  let showsAll: Bool
  /// Whether what rounding left is shown where it changes no digit too.
  let showsRounding: Bool
  /// What is said behind terms that are left out.
  let moreHint: String

  package init(
    _ presentation: Presentation, _ machine: Machine, showsAll: Bool = false,
    showsRounding: Bool = false, moreHint: String = " (-a shows all)"
  ) {
    self.moreHint = moreHint
    self.presentation = presentation
    self.machine = machine
    self.showsAll = showsAll
    self.showsRounding = showsRounding
    formula = ScalarFormula(presentation)
  }

  // MARK: One number

  /// The number at the top of a tree in full.
  package func lines(_ tree: ExplanationTree) -> [String] {
    guard let first = tree.path.first else { return [] }
    var lines = header(first) + copies(tree.path).flatMap { wrapped("  ", $0, indent: 0) }
    guard case .equation(_, let derived)? = tree.end?.origin, let end = tree.end else {
      return lines
    }
    lines += working(end, derived).map { "  \($0)" }
    lines += remarks(derived).flatMap { wrapped("  ", $0, indent: 0) }
    for sum in derived.sums { lines += table.lines(sum) }
    if case .row(_, let operands, _, let working) = derived.form {
      lines += parts(operands, working)
    }
    lines += rounding(end, derived)
    for child in tree.children { lines += branch(child, depth: 1) }
    if !tree.children.isEmpty { lines += omitted(tree, indent: "    ") }
    return lines
  }

  private var table: TermTable {
    TermTable(presentation: presentation, formula: formula, showsAll: showsAll, moreHint: moreHint)
  }

  /// `lstm@2.C[5] = 0.521903   cell state`, the note below where it is too long.
  private func header(_ explanation: Explanation) -> [String] {
    let place = machine.place(of: explanation.entry).visible.marked(.place)
    let number = formula.number(explanation.number, explanation.entry.value.dtype)
    let line = "\(place) = \(number)"
    let note = note(explanation)
    guard !note.isEmpty else { return [line] }
    guard "\(line)   \(note)".columns > presentation.width else {
      return ["\(line)   \(note.marked(.note))"]
    }
    return [line] + wrapped("  ", note, indent: 0).map { $0.marked(.note) }
  }

  private func note(_ explanation: Explanation) -> String {
    // What is said of an equation is not said of a part of it.
    guard case .equation(let id, _) = explanation.origin,
      machine.program.equations[id].result == explanation.entry.value
    else { return "" }
    return machine.program.equations[id].note(samples: machine.samples)
  }

  // MARK: Formulas

  /// `C[5] = f[5]·C₋₁[5] + i[5]·g[5]`, and below it the numbers and the result.
  private func working(_ explanation: Explanation, _ derived: Derived) -> [String] {
    let name = formula.name(explanation.entry)
    let symbolic = formula.symbolic(derived).text
    let rows = workings(explanation, derived)
    let margin = String(repeating: " ", count: name.columns)
    var lines = wrapped("\(name) = ", symbolic)
    for row in rows { lines += wrapped("\(margin) = ", row) }
    return lines
  }

  /// The numbers in the place of names, each term as one, the result; what is said twice once.
  func workings(_ explanation: Explanation, _ derived: Derived) -> [String] {
    var rows = [formula.numeric(derived).text]
    if case .sum(let sum) = derived.form, sum.divisor == 1,
      (2...ScalarFormula.longest).contains(sum.terms.count), !sum.isOverSamples
    {
      rows.append(formula.worked(sum).text)
    }
    rows.append(formula.number(explanation.number, explanation.entry.value.dtype))
    var seen: Set<String> = []
    return rows.filter { seen.insert($0).inserted }
  }

  /// A text after what it begins with, broken between words where the screen ends.
  func wrapped(_ start: String, _ text: String, indent: Int = 2) -> [String] {
    let room = max(presentation.width - indent - start.columns, 24)
    guard presentation.cuts, text.columns > room else { return [start + text] }
    let margin = String(repeating: " ", count: start.columns)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.columns + 1 + String(word).columns > room {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    lines.append(line)
    return lines.enumerated().map { ($0 == 0 ? start : margin) + $1 }
  }

  /// What the numbers of a row add to the sum that softmax divides by.
  private func parts(_ operands: [Derived], _ working: RowWorking) -> [String] {
    guard !working.parts.isEmpty else { return [] }
    let total = working.parts.reduce(0, +)
    let order = working.parts.indices.sorted { working.parts[$0] > working.parts[$1] }
    let shown = showsAll ? Array(working.parts.indices) : Array(order.prefix(6))
    var rows = shown.map { place in
      let own = operands[place]
      let name = formula.symbolic(own).text
      return ShareTable.Row(
        text: "\(name) = \(formula.number(own.number))", number: working.parts[place],
        share: working.parts[place] / total)
    }
    let rest = working.parts.count - shown.count
    if rest > 0 {
      let others = total - shown.reduce(0) { $0 + working.parts[$1] }
      rows.append(
        ShareTable.Row(
          text: "the \(rest) other\(rest == 1 ? "" : "s")\(moreHint)", number: others,
          share: others / total))
    }
    rows.append(ShareTable.Row(text: "sum", number: total, share: nil))
    return ["  \(working.partText) of the row:"]
      + ShareTable(presentation: presentation, formula: formula, rows: rows).lines()
  }

}

extension Derived {
  /// The sums in it, outermost first.
  fileprivate var sums: [Sum] {
    var own: [Sum] = []
    if case .sum(let sum) = form { own = [sum] }
    return own + usedChildren.flatMap(\.sums)
  }
}
