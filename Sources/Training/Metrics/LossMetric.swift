import Equations
import Terms

/// A loss, only looked at.
struct LossMetric: Metric {
  static let names: [String] = []
  let loss: (any Loss)?

  init(_ saved: Saved) throws(Obstacle) { loss = nil }
  init(_ loss: any Loss) { self.loss = loss }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    let (y, prediction) = PlaceRanks.aligned(y, prediction)
    guard let loss else { return 0 }
    return try loss.write(y, prediction, to: eq).values
  }
}
