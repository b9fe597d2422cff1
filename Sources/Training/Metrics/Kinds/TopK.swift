import Equations
import Tensors
import Terms

/// `s = [fewer than k classes have more than the right one]`, y (…, classes).
struct TopK: Metric {
  static let names = ["TopKCategoricalAccuracy", "top_k_categorical_accuracy"]
  let k: Int

  init(_ saved: Saved) throws(Obstacle) { k = try saved.int("k") ?? 5 }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    try TopK.write(y.greatestPlace, prediction.output, k, self, eq)
  }

  static func write(
    _ y: Term, _ output: Term, _ k: Int, _ metric: some Metric, _ eq: some EquationList
  ) throws -> Term {
    let hot = try eq.oneHot(y, output.shape.width)
    let right = Term.select(hot, output, 0).sum([-1], keepsAxes: true)
    let more = Term.greater(output, right).cast(output.dtype).sum([-1])
    return try metric.places(
      .less(more, .number(Double(k))).cast(output.dtype), "1 where it is among the first \(k)", eq)
  }
}
