import Containers
import Debugging
import Tensors

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
    losses = Array(machine.losses.prefix(machine.step + 1))
    self.first = min(first, machine.step)
    batches = machine.batchSizes
  }

  package var json: JSONObject {
    JSONObject([
      ("step", .int(step)),
      ("losses", .array(losses.dropFirst(first).map { JSON.double($0) })),
    ])
  }

  /// `steps 0 to 9: the loss was 0.6931 in the first, 0.5012 in the last`, and the means of epochs.
  package func lines(_ presentation: Presentation) -> [String] {
    plainLines.flatMap { presentation.prose($0) }
  }

  /// The same, each as one line.
  package var plainLines: [String] {
    guard let last = losses.last, losses.count == step + 1 else { return [] }
    let own = losses[first...]
    let epochs = epochs
    let areWhole = first % max(perEpoch, 1) == 0 && (step + 1) % max(perEpoch, 1) == 0
    if !epochs.isEmpty, areWhole { return epochs }
    if own.count > 1, let begin = own.first {
      return [
        "steps \(first) to \(step): the loss was \(number(begin)) in the first, \(number(last)) in the last"
      ] + epochs
    }
    return ["step \(step): the loss was \(number(last)) before its update"] + epochs
  }

  private func number(_ value: Double) -> String {
    guard abs(value) >= 0.001 else { return NumberFormat.short(value) }
    return NumberFormat.exact(DType.float32.rounded((value * 1e6).rounded() / 1e6), .float32)
  }

  /// The means that fit prints, of the epochs that ended in these steps.
  private var epochs: [String] {
    guard perEpoch > 1 else { return [] }
    let ended = (first / perEpoch..<(step + 1) / perEpoch)
    let told = ended.suffix(10)
    let left = ended.count - told.count
    return (left > 0 ? ["… \(left) epochs before these"] : [])
      + told.map { epoch in
        let own = losses[epoch * perEpoch..<(epoch + 1) * perEpoch]
        let weights = batches.map(Double.init)
        let mean = zip(own, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        let each = Set(batches).count > 1 ? ", each by its samples" : ""
        return
          "epoch \(epoch + 1): loss \(number(mean)), the mean over its \(perEpoch) batches\(each)"
      }
  }
}
