import Terms

/// `a = x` above 0, `slope·x` below; the slope is 0.3 unless it is set.
struct LeakyReLU: ActivationLayer {
  static let classNames = ["LeakyReLU"]
  let slope: Double

  init(_ config: Config) throws {
    // Keras 3 says negative_slope, Keras 1 and 2 alpha.
    let key = config.value("negative_slope") == nil ? "alpha" : "negative_slope"
    slope = try config.double(key, default: 0.3)
    guard slope >= 0 || config.version.major < 3 else { throw config.error(key, "0 or more") }
  }

  var title: String { "LeakyReLU(\(slope))" }

  func activate(_ x: Term) -> Term { .leakyRelu(x, slope: slope) }
}
