import Debugging
import Tensors
import Terminal
import Terms

/// What each timestep put into a recurrent state, with a bar each.
package struct HistoryText {
  let presentation: Presentation
  let machine: Machine
  let history: StateHistory
  let showsAll: Bool
  /// Whether what rounding left is shown where it changes no digit too.
  let showsRounding: Bool

  package init(
    _ presentation: Presentation, _ machine: Machine, _ history: StateHistory, showsAll: Bool,
    showsRounding: Bool = false
  ) {
    (self.presentation, self.machine) = (presentation, machine)
    (self.history, self.showsAll) = (history, showsAll)
    self.showsRounding = showsRounding
  }

  private var formula: ScalarFormula { ScalarFormula(presentation) }
  private var name: String { formula.name(history.entry) }

  /// How many timesteps are shown of a longer sequence: those that count most.
  private static let most = 16
  private static let barLength = 16

  package func lines() -> [String] {
    let place = machine.place(of: history.entry).visible.marked(.place)
    let number = formula.number(history.number, history.entry.value.dtype)
    var lines = ["\(place) = \(number)"]
    let room = presentation.cuts ? presentation.width - 2 : 100_000
    lines += formula.symbolic(history.equation).text.wrapped(after: "  \(name) = ", to: room)
    lines += basis.proseLines(to: room).map { "  \($0)" }
    return lines + table() + paths() + remainder()
  }

  /// What came over which state, of a gradient that several hand back.
  private func paths() -> [String] {
    guard !history.paths.isEmpty else { return [] }
    let words = history.paths.map { path in
      let number = formula.number(path.amount, history.entry.value.dtype)
      return path.state.map { "\(number) all the way through \($0.text(formula.style.alphabet))" }
        ?? "\(number) changing between them"
    }
    let text = "by path: " + words.joined(separator: ", ")
    let room = presentation.cuts ? presentation.width - 2 : 100_000
    return text.proseLines(to: room).map { "  \($0)" }
  }

  // MARK: What the parts are

  private var basis: String {
    switch history.basis {
    case .exact:
      history.parts.contains { $0.kept != nil }
        ? "exact, given the gates: what a timestep wrote, times what was kept of it since"
        : "exact: the parts below add up to it"
    case .scaled(let other, let factor):
      "\(name) is no sum, but \(formula.name(other)) is one, exact given the gates. Its parts are shown as they are in \(name), all times "
        + "\(formula.number(factor)); a share alone does not say what \(name) would be without it"
    case .linearized:
      "linearised: functions on the way, such as tanh, are replaced by the straight line from what "
        + "they give for 0 to what they gave; the parts add up, but without one of them the others "
        + "would be different"
    case .handedBack:
      "exact, given the values of the walk: what came in from above in a timestep, or from behind the "
        + "loop, times all that it passed on its way back"
    case .summed:
      "exact: what each timestep adds; the gradient has come so many timesteps back to get there"
    }
  }

  // MARK: The table

  private var hasKept: Bool { history.parts.contains { $0.kept != nil } }

  private func table() -> [String] {
    let order = history.parts.indices.sorted {
      abs(history.parts[$0].amount) > abs(history.parts[$1].amount)
    }
    let isCut = !showsAll && history.parts.count > HistoryText.most + 1
    let shown = isCut ? order.prefix(HistoryText.most).sorted() : Array(history.parts.indices)
    let parts = shown.map { history.parts[$0] }
    let rest = history.total - parts.reduce(0) { $0 + $1.amount }
    var amounts = parts.map(\.amount)
    if isCut { amounts.append(rest) }
    amounts.append(history.total)
    let numbers = formula.format.column(amounts)
    let written = column(parts.map(\.written), "written")
    let kept = column(parts.map(\.kept), "kept since")
    var sources = parts.map(source)
    if isCut { sources.append("the \(history.parts.count - shown.count) others") }
    sources.append("sum")
    let width = max(sources.map(\.columns).max() ?? 0, 8)
    let amountWidth = max(numbers.first?.columns ?? 0, name.columns)
    let largest = history.parts.map { abs($0.amount) }.max() ?? 0
    var head = "  " + "timestep".filled(to: width)
    if hasKept { head += "  \(written.head)  \(kept.head)" }
    var lines = [(head + "  " + name.padded(to: amountWidth)).marked(.dim)]
    for (index, source) in sources.enumerated() {
      var line = "  " + source.filled(to: width)
      let part = parts.indices.contains(index) ? parts[index] : nil
      if hasKept {
        line += "  \(part == nil ? written.blank : written.cells[index])"
        line += "  \(part == nil ? kept.blank : kept.cells[index])"
      }
      line += "  " + numbers[index].padded(to: amountWidth)
      if let part {
        line += "  " + end(part, largest, room: presentation.room - line.columns - 2)
      } else if isCut, index == parts.count {
        line += "  (-a shows all)".marked(.dim)
      }
      lines.append(line.trimmedEnd)
    }
    return lines
  }

  private func column(
    _ numbers: [Double?], _ head: String
  ) -> (head: String, cells: [String], blank: String) {
    let texts = formula.format.column(numbers.map { $0 ?? 0 })
    let width = max(texts.first?.columns ?? 0, head.columns)
    let cells = zip(numbers, texts).map { ($0 == nil ? "" : $1).padded(to: width) }
    return (head.padded(to: width), cells, String(repeating: " ", count: width))
  }

  private func source(_ part: StateHistory.Part) -> String {
    switch part.source {
    case .initial: "before 0"
    case .timestep(let step): "\(step)" + (part.back.map { ", \($0) back" } ?? "")
    case .behind: "from behind"
    case .constant: "constant"
    }
  }

  private func end(_ part: StateHistory.Part, _ largest: Double, room: Int) -> String {
    if part.isMasked { return "masked".marked(.note) }
    return ShareTable.bar(
      largest > 0 ? abs(part.amount) / largest : 0, min(HistoryText.barLength, max(room, 0)),
      isNegative: part.amount < 0)
  }

  /// What the sum leaves of the state, where that is seen or was asked for.
  private func remainder() -> [String] {
    let left = history.leftOver
    guard history.number.isFinite else { return [] }
    guard showsRounding || !(abs(left) <= Rounding.unseen * abs(history.number)) else { return [] }
    let all = NumberFormat.exact(history.number, history.entry.value.dtype)
    let total = NumberFormat.exact(history.total, .float64)
    return [
      "  \(name) is \(all), the sum \(total):".marked(.dim),
      "    \(left == 0 ? "nothing" : NumberFormat.short(left)) is left over by rounding"
        .marked(.dim),
    ]
  }
}
