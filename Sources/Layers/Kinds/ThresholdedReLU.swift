import Terms

/// `a = x` where x > θ, 0 elsewhere.
struct ThresholdedReLU: ActivationLayer {
  static let classNames = ["ThresholdedReLU"]
  let theta: Double

  init(_ config: Config) throws { theta = try config.double("theta", default: 1) }

  func activate(_ x: Term) -> Term { .select(.greater(x, .number(theta)), x, 0) }
}
