import Debugging
import Tensors
import Terminal

/// What each step of training put into one number of a weight, as a table.
package struct WeightHistoryText {
  let presentation: Presentation
  let history: WeightHistory
  let showsAll: Bool

  package init(_ presentation: Presentation, _ history: WeightHistory, showsAll: Bool) {
    (self.presentation, self.history, self.showsAll) = (presentation, history, showsAll)
  }

  /// How many steps are shown of a longer training: those that went farthest.
  private static let most = 16

  package func lines() -> [String] {
    let title = "\(history.place.visible.marked(.place)) = \(text(history.number))"
    guard let first = history.parts.first else {
      return [title] + presentation.prose("no step was made before: it is what the file holds")
    }
    let shown = parts
    var table = Table(["step", "before", "slope", "change"])
    let before = column(shown.map(\.before))
    let slopes = column(shown.compactMap(\.gradient))
    let changes = column(shown.map(\.change))
    for (index, part) in shown.enumerated() {
      let slope = slopes.count == shown.count ? slopes[index] : ""
      table.add(["\(part.step)", before[index], slope, changes[index]])
    }
    let left = history.parts.count - shown.count
    let sum = history.parts.reduce(0) { $0 + $1.change }
    let others = sum - shown.reduce(0) { $0 + $1.change }
    let rest =
      left == 0
      ? [] : presentation.prose("the other \(left) steps: \(text(others)) together; -a shows them")
    return [title]
      + presentation.prose(
        "it was \(text(first.before)) before step \(first.step); the steps changed it by \(text(sum))"
      )
      + table.lines(width: presentation.width) + rest
  }

  /// The steps that are shown, in their order.
  private var parts: [WeightHistory.Part] {
    guard !showsAll, history.parts.count > Self.most else { return history.parts }
    return history.parts.sorted { abs($0.change) > abs($1.change) }.prefix(Self.most)
      .sorted { $0.step < $1.step }
  }

  /// Numbers that stand below each other, with as many digits each.
  private func column(_ numbers: [Double]) -> [String] {
    presentation.format.column(numbers, .float32)
  }

  private func text(_ number: Double) -> String {
    presentation.stopText.oneLine(Tensor(scalar: number, .float32), width: 40)
  }
}
