import Equations
import Terms

/// The cosine of the angle between y and ŷ; the loss of that name is its negative.
struct CosineMetric: Metric {
  static let names = ["CosineSimilarity"]
  let loss: CosineSimilarity

  init(_ saved: Saved) throws(Obstacle) { loss = try CosineSimilarity(saved) }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    let (y, prediction) = PlaceRanks.aligned(y, prediction)
    let (u, v) = try loss.directions(y, prediction.output, eq)
    return try places((u * v).sum([loss.axis]), "cosine of the angle between them", eq)
  }
}
