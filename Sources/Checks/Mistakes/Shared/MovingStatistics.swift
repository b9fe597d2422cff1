import Tensors
import Terms

extension Anatomy {
  /// The equations of what becomes of BatchNormalization's moving mean and variance.
  var movingStatistics: [Site] {
    predictions.filter { site in
      site.name.hasPrefix("moving_mean") || site.name.hasPrefix("moving_variance")
    }
  }

  /// How many places of one sample the batch's variance is made of, for each channel; nil where a mask decides it.
  func placesPerChannel(of path: String) -> Int? {
    guard let term = term("sigma2", of: path), term.value("count") == nil,
      let x = term.value("x") ?? term.value("x_wide")
    else { return nil }
    return x.shape.count / max(term.shape.count, 1)
  }
}
