import Tensors
import Terms

extension Anatomy {
  /// The equations of what becomes of BatchNormalization's moving mean and variance.
  var movingStatistics: [Site] {
    predictions.filter(\.name.isOfMovingStatistics)
  }

  /// How many places of one sample the batch's variance is made of, for each channel; nil where a mask decides it.
  func placesPerChannel(of path: String) -> Int? {
    guard let term = term("sigma2", of: path), term.value("count") == nil,
      let x = term.value("x") ?? term.value("x_wide")
    else { return nil }
    return x.shape.count / max(term.shape.count, 1)
  }
}

extension String {
  /// Whether it is the name of a moving mean or variance, or of what becomes of one.
  var isOfMovingStatistics: Bool { hasPrefix("moving_mean") || hasPrefix("moving_variance") }
}
