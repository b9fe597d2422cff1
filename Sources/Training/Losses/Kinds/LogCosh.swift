import Equations
import Terms

/// `ℓ = mean (e + softplus(−2e) − ln 2)` over the last axis, which is ln cosh e, e = ŷ − y.
struct LogCosh: Loss {
  static let className = "LogCosh"
  static let functionNames = ["log_cosh", "logcosh"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let e = try eq("e", prediction.output - y, "error")
    let size = e + (e * -2)(Softplus()) - .number(0.6931471805599453)
    return PlaceLosses(try places(size.mean([-1]), "mean of ln cosh e", eq))
  }
}
