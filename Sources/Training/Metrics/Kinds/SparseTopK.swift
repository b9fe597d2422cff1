import Equations
import Terms

/// `s = [fewer than k classes have more than the right one]`, y (…) holds numbers of classes.
struct SparseTopK: Metric {
  static let names = ["SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy"]
  let k: Int

  init(_ saved: Saved) throws(Obstacle) { k = try saved.int("k") ?? 5 }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    let output = prediction.output
    return try TopK.write(eq.classes(y, output), output, k, self, eq)
  }
}
