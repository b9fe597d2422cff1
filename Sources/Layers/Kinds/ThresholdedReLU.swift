import Terms

/// `a = x·(x > θ)`: x where it is greater, 0 elsewhere; NaN stays, and −∞ becomes it.
struct ThresholdedReLU: ActivationLayer {
  static let classNames = ["ThresholdedReLU"]
  let theta: Double

  init(_ config: Config) throws { theta = try config.double("theta", default: 1) }

  func activate(_ x: Term) -> Term { x * .greater(x, .number(theta)) }
}
