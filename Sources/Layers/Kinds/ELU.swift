import Terms

/// `a = x` above 0, `α·(eˣ − 1)` below.
struct ELU: ActivationLayer {
  static let classNames = ["ELU"]
  let alpha: Double

  init(_ config: Config) throws { alpha = try config.double("alpha", default: 1) }

  var title: String { "ELU(\(alpha))" }

  func activate(_ x: Term) -> Term { .elu(x, alpha: alpha) }
}
