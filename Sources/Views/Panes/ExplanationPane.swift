import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// Where a number comes from, as `explain` and `why` say it; the numbers that it is made of can be
/// pointed at.
package struct ExplanationPane {
  let presentation: Presentation
  let machine: Machine
  let sample: Int

  package init(_ presentation: Presentation, _ machine: Machine, sample: Int) {
    (self.presentation, self.machine, self.sample) = (presentation, machine, sample)
  }

  /// A number that is made of more is explained when that is asked for, not at every key.
  private static let mostNumbers = 20_000
  /// More operands than this are not looked for in the text, which shows a few of a long sum's.
  private static let mostOperands = 200

  /// What `explain` says of a number.
  package func explanation(of entry: Entry) -> Pane {
    var pane = Pane()
    guard machine.isComputed(entry.value, at: entry.steps) else {
      pane.add("\(machine.place(of: entry).visible.marked(.place)): not computed yet")
      return pane
    }
    guard explainsAtOnce(entry) else {
      pane.lines = "\(machine.place(of: entry).visible) is made of many numbers: e explains it"
        .wrapped(to: presentation.width)
      return pane
    }
    do {
      let tree = try machine.explanationTree(of: entry, depth: 1, most: 3, sample: sample)
      pane.lines = ExplanationText(presentation, machine).lines(tree)
      pane.spots = spots(tree, in: pane.lines)
    } catch {
      pane.lines = "\(error)".visible.wrapped(to: presentation.width)
    }
    return pane
  }

  /// What `why` says of a state; nil where the number is none.
  package func history(of entry: Entry) -> Pane? {
    guard let history = try? machine.history(of: entry, sample: sample) else { return nil }
    var pane = Pane()
    pane.lines = HistoryText(presentation, machine, history, showsAll: false).lines()
    return pane
  }

  /// Whether a number is explained without being asked for.
  package func explainsAtOnce(_ entry: Entry) -> Bool {
    numbersBehind(entry) <= ExplanationPane.mostNumbers
  }

  /// About how many numbers a number is made of: the length of the sums of its equation.
  private func numbersBehind(_ entry: Entry) -> Int {
    let value = machine.program.values[machine.program.aliases[entry.value.id] ?? entry.value.id]
    guard let equation = machine.program.equations.first(where: { $0.result == value }) else {
      return 1
    }
    let lengths = equation.term.values.map { operand in
      let row = max(operand.shape.dims.last ?? 1, 1)
      if operand.role == .weight { return operand.shape.count / row }
      return operand.shape.count > value.shape.count ? operand.shape.count : 1
    }
    return lengths.max() ?? 1
  }

  // MARK: What can be walked to

  private func spots(_ tree: ExplanationTree, in lines: [String]) -> [Pane.Spot] {
    let style = Style(usesColour: false, usesASCII: false)
    let plain = lines.map { style.rendered($0, isLine: true) }
    var names: [(String, Entry)] = tree.path.dropFirst().map {
      (machine.place(of: $0.entry).visible, $0.entry)
    }
    if case .equation(_, let derived)? = tree.end?.origin {
      let formula = ScalarFormula(presentation)
      var seen: Set<Entry> = []
      names += derived.leaves.prefix(ExplanationPane.mostOperands)
        .filter { $0.value.role != .number && seen.insert($0).inserted }
        .map { (formula.name($0), $0) }
    }
    var spots: [Pane.Spot] = []
    for (line, text) in plain.enumerated().dropFirst() {
      for (name, entry) in names {
        spots += ExplanationPane.columns(of: name, in: text).map {
          Pane.Spot(line: line, columns: $0, target: .number(entry))
        }
      }
    }
    return spots.sorted {
      ($0.line, $0.columns.lowerBound) < ($1.line, $1.columns.lowerBound)
    }
  }

  /// Where a name stands in a text as a word of its own: not the `C[5]` of `lstm@2.C[5]`.
  static func columns(of name: String, in text: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = text.startIndex
    while let index = text[start...].firstRange(of: name) {
      let before = text[..<index.lowerBound].last
      let after = text[index.upperBound...].first
      let isWord =
        !(before.map { $0.isLetter || $0.isNumber || "._@".contains($0) } ?? false)
        && !(after.map { $0.isLetter || $0.isNumber || "._@[₋".contains($0) } ?? false)
      let left = String(text[..<index.lowerBound]).columns
      if isWord { found.append(left..<left + name.columns) }
      start = index.upperBound
    }
    return found
  }
}
