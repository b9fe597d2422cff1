import Equations
import Terms

/// A number that is shown beside the loss: the mean over places and samples of what it is for each.
package protocol Metric: Sendable {
  /// Keras' class and its other names.
  static var names: [String] { get }
  init(_ saved: Saved) throws(Obstacle)
  /// Writes the metric of every place of one sample.
  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term
}

extension Metric {
  /// The equation of the places' metrics, `s`.
  func places(_ term: Term, _ note: String, _ eq: some EquationList) throws -> Term {
    try eq("s", term, note)
  }
}
