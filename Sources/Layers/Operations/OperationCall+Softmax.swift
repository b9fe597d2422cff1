import Containers
import Tensors
import Terms

/// Softmax as an operation, and its logarithm.
extension OperationCall {
  /// Along an axis, the last one unless told otherwise, or over several; Keras 3 takes None for all, the batch too.
  func softmax(isLogarithm: Bool = false) throws -> Term {
    let x = real(try x())
    let rank = x.shape.rank
    guard isTensorFlow || config["axis"]?.isNull != true else {
      return try overSamples(x, Array(0..<rank), isLogarithm)
    }
    let given = try integers("axis") ?? [-1]
    guard isTensorFlow || !given.contains(0) else {
      let others = try given.filter { $0 != 0 }.map { try axis($0, rank: rank) + rank }
      guard given.count == 1 else { throw misuse("over axis 0 and others is not supported") }
      return try overSamples(x, others, isLogarithm)
    }
    guard given.count == 1, let one = given.first else {
      throw misuse("over \(given.count) axes is not supported")
    }
    let place = try axis(one, rank: rank)
    return isLogarithm ? x(LogSoftmax(axis: place)) : x(Softmax(axis: place))
  }

  private func overSamples(_ x: Term, _ axes: [Int], _ isLogarithm: Bool) throws -> Term {
    let all = SoftmaxOverSamples(axes: axes)
    return try isLogarithm ? all.logSoftmax(x, eq) : all.softmax(x, eq)
  }

  /// What a config says of it: a function of TensorFlow's has none, and takes no axis 0.
  static func softmaxLooksAtBatch(_ config: JSON) -> String? {
    guard let axis = config["axis"], axis.isNull || axis.intValue == 0 else { return nil }
    return SoftmaxOverSamples.reason
  }
}
