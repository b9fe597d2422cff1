import Containers
import Equations

/// How the losses of all places and samples become one number.
package enum Reduction: String, Sendable, CaseIterable {
  /// Their sum.
  case sum
  /// Their sum over how many they are; weights do not count in that.
  case sumOverBatchSize = "sum_over_batch_size"
  /// The same, by another name.
  case mean
  /// Their sum over the sum of their weights.
  case meanWithSampleWeight = "mean_with_sample_weight"
  /// They stay as they are; only `fit` by one's own hand can do with that.
  case none

  /// The reduction under a key; `auto` of tf.keras is the sum over the batch's size.
  init(_ saved: Saved, _ key: String = "reduction") throws(Obstacle) {
    let word = try saved.string(key) ?? (saved.config[key]?.isNull == true ? "none" : nil)
    guard let word, word != "auto" else {
      self = .sumOverBatchSize
      return
    }
    guard let found = Reduction(rawValue: word) else {
      let known = Reduction.allCases.map(\.rawValue).joined(separator: ", ")
      throw saved.refusal(key, "one of \(known)")
    }
    self = found
  }
}
