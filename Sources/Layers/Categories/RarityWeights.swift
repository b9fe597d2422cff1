import Equations
import Tensors
import Terms

/// What each word weighs by how rare it is: the inverse document frequency of tf–idf.
struct RarityWeights: Sendable {
  private let listed: [Double]?
  private let pads: Bool

  init(_ config: Config, pads: Bool) throws {
    listed = try config.array("idf_weights").map { shape, elements in
      guard shape.rank == 1 else { throw config.error("idf_weights", "a list of numbers") }
      return elements
    }
    self.pads = pads
  }

  /// The weights of all places: as the config lists them, or as the file keeps them.
  ///
  /// `count`: how many the config lists; `front`: how many places in front of these are of words that are not in the vocabulary.
  func term(
    _ call: Call, count: Int, front: Int, depth: Int, _ eq: Equations
  ) throws -> Term {
    guard let listed else {
      guard let kept = call.weights.kept["idf_weights"] ?? call.weights.own["idf_weights"] else {
        throw eq.obstacle("the file has no idf_weights for it", "Save the model as .keras.")
      }
      guard kept.shape == [depth] else {
        throw misfit("\(kept.shape)", depth, eq)
      }
      return eq.kept("idf", kept, .float32)
    }
    guard listed.count == count, count > 0 else {
      throw eq.obstacle(
        "it has \(listed.count) idf_weights for \(count) words",
        "Keras takes one weight for each word.")
    }
    // Words that are not in the vocabulary weigh as much as the others do on the average.
    let mean = listed.reduce(0, +) / Double(count)
    let behind = pads ? max(0, depth - front - count) : 0
    guard front + count + behind == depth else {
      throw misfit("\(front + count + behind)", depth, eq)
    }
    return try eq.constant("idf", [depth], .float32) {
      let all =
        [Double](repeating: mean, count: front) + listed + [Double](repeating: 0, count: behind)
      return all.map(DType.float32.rounded)
    }
  }

  private func misfit(_ weights: String, _ depth: Int, _ eq: Equations) -> Obstacle {
    eq.obstacle(
      "its idf_weights are \(weights), and it has \(depth) places",
      "Keras takes one weight for each place: adapt() the layer again, and save the model.")
  }
}
