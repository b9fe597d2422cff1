import Terms

/// `a = relu(x)`, with a slope below a threshold and a ceiling where they are set.
///
/// Above the threshold (strictly) x, at most `max_value`; below it `negative_slope·(x − threshold)`.
struct ReLU: ActivationLayer {
  static let classNames = ["ReLU"]
  let ceiling: Double?
  let slope: Double
  let threshold: Double

  init(_ config: Config) throws {
    ceiling = config.value("max_value") == nil ? nil : try config.double("max_value")
    slope = try config.double("negative_slope", default: 0)
    threshold = try config.double("threshold", default: 0)
  }

  func activate(_ x: Term) -> Term {
    var result: Term
    if slope == 0 {
      result = threshold == 0 ? x(Relu()) : .select(.greater(x, .number(threshold)), x, 0)
    } else if threshold == 0 {
      result = .leakyRelu(x, slope: slope)
    } else {
      let below = .number(slope) * (x - .number(threshold))
      result = .select(.greater(x, .number(threshold)), x, below)
    }
    if let ceiling { result = .minimum(result, .number(ceiling)) }
    return result
  }
}
