import Debugging
import Models
import Tensors
import Terminal

/// Where the number of a loss comes from, and which other numbers are called so.
package struct LossText {
  let presentation: Presentation
  let account: LossAccount

  package init(_ presentation: Presentation, _ account: LossAccount) {
    (self.presentation, self.account) = (presentation, account)
  }

  package func lines() -> [String] {
    var lines = wrapped("", "the loss is \(number(account.total.elements.first ?? .nan))\(formula)")
    for output in account.outputs { lines += self.lines(output) }
    if !account.penalties.isEmpty {
      lines += wrapped("  ", "regularizers, added once: neither averaged nor weighed")
      let names = account.penalties.map(\.path.visible)
      let width = names.map(\.columns).max() ?? 0
      for (penalty, name) in zip(account.penalties, names) {
        let line =
          "    \(name.filled(to: width))  \(penalty.title.visible)  \(number(penalty.amount))"
        lines += line.columns <= presentation.room ? [line] : wrapped("    ", line.trimmed)
      }
    }
    if account.outputs.contains(where: { $0.weight != nil }) {
      lines += wrapped("  ", "fit reports the losses of outputs without their weights")
    }
    return lines + others
  }

  private func number(_ value: Double) -> String {
    NumberFormat.exact(Double(Float(value)), .float32)
  }

  /// ` = 0.5·0.3423 + 2·0.4762 + 0.0213`; empty where the loss is one output's.
  private var formula: String {
    guard
      account.outputs.count > 1 || !account.penalties.isEmpty
        || account.outputs.contains(where: { $0.weight != nil })
    else { return "" }
    let dot = presentation.usesASCII ? "*" : "·"
    let outputs = account.outputs.map { output in
      (output.weight.map { "\(NumberFormat.exact($0, .float64))\(dot)" } ?? "")
        + number(output.loss)
    }
    return " = " + (outputs + account.penalties.map { number($0.amount) }).joined(separator: " + ")
  }

  private func lines(_ output: LossAccount.Output) -> [String] {
    let count = output.samples.count
    let samples = count == 1 ? "1 sample" : "\(count) samples"
    let places = output.places == 1 ? samples : "\(samples) with \(output.places) places each"
    let title = "\(output.name.visible): \(output.title.visible) \(number(output.loss))"
    var lines: [String]
    switch output.averaging {
    case .sum: lines = wrapped("  ", "\(title), the sum over \(places)")
    case .meanByWeights:
      lines = wrapped("  ", "\(title), the sum over \(places), divided by the sum of their weights")
    case .mean:
      let isOne = count == 1 && output.places == 1
      lines = wrapped("  ", "\(title), \(isOne ? "of" : "the mean over") \(places)")
    }
    if let counting = output.counting {
      lines += wrapped(
        "    ",
        "mask: \(counting) of \(count * output.places) places count, and the mean is over these alone"
      )
    }
    if let classes = account.classes {
      lines += wrapped("    ", "weights of classes: \(classes.text); any other weighs 1")
    }
    if let weights = output.classWeights {
      lines.append(row("    by their classes the samples weigh ", weights))
    }
    if count > 1 { lines.append(row("    of each sample ", output.samples)) }
    if let remark = output.remark { lines += wrapped("    ", "note: \(remark)") }
    return lines
  }

  private func row(_ label: String, _ numbers: [Double]) -> String {
    let tensor = Tensor([numbers.count], .float32, numbers)
    return label
      + presentation.arrayText.oneLine(tensor, width: max(presentation.width - label.columns, 20))
  }

  /// The three numbers that are taken for each other.
  private var others: [String] {
    wrapped("", "three numbers are called loss:")
      + wrapped("  ", "this one: of this batch, before an update; train_on_batch gives it")
      + wrapped(
        "  ",
        "fit's: the mean over the batches of an epoch so far, each before its own update, so of other weights"
      )
      + wrapped(
        "  ",
        "evaluate's: of all data with the last weights, Dropout and BatchNormalization as at inference"
      )
  }

  private func wrapped(_ start: String, _ text: String) -> [String] {
    presentation.cuts ? text.wrapped(after: start, to: presentation.room) : [start + text]
  }
}
