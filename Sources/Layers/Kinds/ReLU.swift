import Tensors
import Terms

/// `a = relu(x)`, with a slope below a threshold and a ceiling where they are set.
///
/// Above the threshold (strictly) x, at most `max_value`; below it `negative_slope·(x − threshold)`.
/// With a threshold Keras 2 multiplies by true or false: NaN stays NaN, and −∞ becomes NaN. Keras 3 chooses.
struct ReLU: ActivationLayer {
  static let classNames = ["ReLU"]
  let ceiling: Double?
  let slope: Double
  let threshold: Double
  let version: KerasVersion

  init(_ config: Config) throws {
    ceiling = config.value("max_value") == nil ? nil : try config.double("max_value")
    slope = try config.double("negative_slope", default: 0)
    threshold = try config.double("threshold", default: 0)
    version = config.version
    let limits = [("max_value", ceiling ?? 0), ("negative_slope", slope), ("threshold", threshold)]
    for (key, limit) in limits where limit < 0 && version.major >= 3 {
      throw config.error(key, "0 or more")
    }
  }

  func activate(_ x: Term) -> Term {
    guard threshold == 0 || version.major >= 3 else { return multiplied(x) }
    let format = try? x.type().dtype
    let limit = Term.pythonFloat(threshold, beside: format)
    var result: Term
    if slope == 0 {
      result = threshold == 0 ? x(Relu()) : .select(.greater(x, limit), x, 0)
    } else if threshold == 0 {
      result = .leakyRelu(x, slope: slope)
    } else {
      let below = .number(slope) * .minimum(x - .number(threshold), 0)
      result = .select(.greater(x, limit), x, limit.isNumber ? .number(slope) * (x - limit) : below)
    }
    if let ceiling { result = .minimum(result, .pythonFloat(ceiling, beside: format)) }
    return result
  }

  /// `x·(x > θ) − slope·relu(θ − x)`, as Keras 2 has it.
  private func multiplied(_ x: Term) -> Term {
    var result = x * .greater(x, .number(threshold))
    if let ceiling { result = .minimum(result, .number(ceiling)) }
    guard slope != 0 else { return result }
    let below = Term.number(threshold) - x
    return result - .number(slope) * below(Relu())
  }
}
