import Debugging
import Exports
import Terminal
import Terms

/// An explanation in pieces, for a page: the same formulas and numbers, with the names in them to be
/// looked into.
extension ExplanationText {
  /// How many rows a table of terms has at most; of more the largest are shown.
  private static let mostRows = 12
  /// In how long a formula names are to be looked into.
  private static let mostLinks = 64

  package func page(_ tree: ExplanationTree) -> PageExplanation {
    var result = PageExplanation()
    result.copies = copies(tree.path)
    result.path = tree.path.dropFirst().map(\.entry)
    guard let end = tree.end, case .equation(_, let derived) = end.origin, derived.entry == nil
    else { return result }
    let linked = LinkedFormula(formula)
    let leaves = derived.leaves
    // Of more only letters that run are written, and those stand for no single number.
    let names = leaves.count <= ExplanationText.mostLinks ? linked.names(leaves) : [:]
    let marked = formula.symbolic(derived, names).text
    let plain = formula.symbolic(derived).text
    result.formula = linked.pieces(marked)
    result.workings = workings(end, derived).filter { $0 != plain }
    result.remarks = remarks(derived)
    let table = rows(derived, linked)
    (result.caption, result.rows) = (table.caption, table.rows)
    result.rounding = rounding(end, derived).map {
      Style(usesColour: false, usesASCII: false).rendered($0, isLine: true)
    }
    return result
  }

  // MARK: The table

  /// The terms of its sums; what softmax adds up; where nothing is added, its operands.
  private func rows(
    _ derived: Derived, _ linked: LinkedFormula
  ) -> (caption: String, rows: [PageExplanation.Row]) {
    if case .row(_, let operands, let own, let working) = derived.form {
      return shares(operands, own, working, linked)
    }
    var rows: [PageExplanation.Row] = []
    var caption = ""
    var summed: Set<Entry> = []
    for sum in derived.outerSums {
      let shown = sum.largest(ExplanationText.mostRows)
      rows += shown.map { row($0, of: sum, linked) }
      summed.formUnion(sum.terms.flatMap { $0.factors.flatMap(\.leaves) })
      let rest = sum.terms.count - shown.count
      guard sum.terms.count > 1 else { continue }
      caption = "the \(sum.terms.count) terms\(rest > 0 ? ", the largest first" : "")"
      if sum.divisor != 1 { caption += ", each divided by \(formula.number(sum.divisor))" }
      if rest > 0 { rows.append(others(rest, shown, sum)) }
    }
    var seen: Set<Entry> = []
    let others = derived.leaves.filter { !summed.contains($0) && seen.insert($0).inserted }
    let numbers = others.isEmpty ? [:] : leafNumbers(derived)
    for entry in others.prefix(ExplanationText.mostRows) {
      let number = numbers[entry].map { formula.number($0, entry.value.dtype) } ?? ""
      rows.append(
        PageExplanation.Row(
          formula: [.number(formula.name(entry), entry)], numbers: "", number: number))
    }
    return (caption.isEmpty ? "what it is made of" : caption, rows)
  }

  private func row(
    _ term: Derived.Addend, of sum: Derived.Sum, _ linked: LinkedFormula
  ) -> PageExplanation.Row {
    let names = linked.names(term.factors.flatMap(\.leaves))
    let name = formula.product(term) { formula.symbolic($0, names) }
    let sign = name.isNegative ? "−" : ""
    let numbers = formula.product(term, formula.numeric).0.text
    let isAlone = term.factors.count == 1 && term.factors[0].entry != nil && sum.divisor == 1
    return PageExplanation.Row(
      formula: linked.pieces(sign + name.0.text), numbers: isAlone ? "" : sign + numbers,
      number: formula.number(term.number),
      share: sum.terms.count > 1 ? signedShare(term.number, of: sum.weight) : nil)
  }

  private func others(
    _ count: Int, _ shown: [Derived.Addend], _ sum: Derived.Sum
  ) -> PageExplanation.Row {
    let number = sum.terms.reduce(0) { $0 + $1.number } - shown.reduce(0) { $0 + $1.number }
    let weight = sum.weight - shown.reduce(0) { $0 + abs($1.number) }
    return PageExplanation.Row(
      formula: [.text("the \(count) other\(count == 1 ? "" : "s")")], numbers: "",
      number: formula.number(number),
      share: signedShare(number < 0 ? -weight : weight, of: sum.weight))
  }

  private func shares(
    _ operands: [Derived], _ own: Int, _ working: RowWorking, _ linked: LinkedFormula
  ) -> (caption: String, rows: [PageExplanation.Row]) {
    let hasParts = working.parts.count == operands.count
    let total = working.parts.reduce(0, +)
    let order =
      operands.count <= ExplanationText.mostRows
      ? Array(operands.indices)
      : Array(
        ([own]
          + operands.indices.filter { $0 != own }.sorted {
            operands[$0].number > operands[$1].number
          }).prefix(ExplanationText.mostRows))
    let rows = order.map { place -> PageExplanation.Row in
      let names = linked.names(operands[place].leaves)
      let text = formula.symbolic(operands[place], names).text
      let number = formula.number(operands[place].number)
      guard hasParts else {
        return PageExplanation.Row(formula: linked.pieces(text), numbers: "", number: number)
      }
      return PageExplanation.Row(
        formula: linked.pieces(text), numbers: number,
        number: formula.number(working.parts[place]),
        share: signedShare(working.parts[place], of: total))
    }
    let count = operands.count > order.count ? "\(order.count) of the \(operands.count)" : "all"
    return (hasParts ? "\(working.partText) of \(count) in the row" : "the row", rows)
  }

  private func signedShare(_ number: Double, of weight: Double) -> Double? {
    let share = number / weight
    return share.isFinite ? (share * 1000).rounded() / 1000 : nil
  }

  private func leafNumbers(_ derived: Derived) -> [Entry: Double] {
    if let entry = derived.entry { return [entry: derived.number] }
    return derived.children.reduce(into: [:]) { found, child in
      found.merge(leafNumbers(child)) { first, _ in first }
    }
  }
}

extension Derived {
  /// The sums in it that stand in no other.
  fileprivate var outerSums: [Sum] {
    if case .sum(let sum) = form { return [sum] }
    return usedChildren.flatMap(\.outerSums)
  }
}
