import Containers
import Debugging
import Tensors
import Terminal

/// How far training has come: the losses of the steps that were made, and where one stands.
package struct TrainingReport {
  private let step: Int
  private let first: Int
  private let losses: [Double]
  /// How many samples the steps of an epoch have.
  private let batches: [Int]
  private var perEpoch: Int { batches.count }

  /// `since`: the first of the steps that are told of.
  package init(_ machine: Machine, since first: Int) {
    step = machine.step
    losses = machine.losses
    self.first = min(first, machine.step)
    batches = machine.batchSizes
  }

  package var json: JSONObject {
    JSONObject([
      ("step", .int(step)),
      ("losses", .array(losses.dropFirst(first).map { JSON.double($0) })),
    ])
  }

  /// `steps 0 to 9 are made: loss 0.6931 in the first, 0.5012 in the last`, and the means of epochs.
  package func lines(_ presentation: Presentation) -> [String] {
    func number(_ value: Double) -> String { NumberFormat.short(value) }
    guard let last = losses.last, losses.count == step + 1 else { return [] }
    let own = losses[first...]
    var lines: [String] = []
    if own.count > 1, let begin = own.first {
      lines += presentation.prose(
        "steps \(first) to \(step) of training: the loss was \(number(begin)) in the first, \(number(last)) in the last")
    } else {
      lines += presentation.prose("step \(step) of training: the loss was \(number(last))")
    }
    lines += epochs(number).flatMap { presentation.prose($0) }
    return lines
  }

  /// The means that fit prints, of the epochs that ended in these steps.
  private func epochs(_ number: (Double) -> String) -> [String] {
    guard perEpoch > 1 else { return [] }
    let ended = (first / perEpoch..<(step + 1) / perEpoch)
    let told = ended.suffix(10)
    let left = ended.count - told.count
    return (left > 0 ? ["… \(left) epochs before"] : [])
      + told.map { epoch in
        let own = losses[epoch * perEpoch..<(epoch + 1) * perEpoch]
        let weights = batches.map(Double.init)
        let mean = zip(own, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        return "epoch \(epoch + 1): \(number(mean)) is what fit prints, the mean over its batches"
      }
  }

}
