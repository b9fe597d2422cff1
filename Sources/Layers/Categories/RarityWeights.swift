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
  func term(
    _ call: Call, _ found: Words.Found, depth: Int, _ eq: Equations
  ) throws -> Term {
    guard let listed else {
      guard let kept = call.weights.kept["idf_weights"] ?? call.weights.own["idf_weights"] else {
        throw eq.obstacle("the file has no idf_weights for it", "Save the model as .keras.")
      }
      guard kept.shape == [depth] else {
        throw eq.obstacle("its idf_weights are \(kept.shape), and it has \(depth) places", "")
      }
      return eq.kept("idf", kept, .float32)
    }
    let count = found.words.count + (found.listsSpecial ? found.special.count : 0)
    guard listed.count == count, count > 0 else {
      throw eq.obstacle("it has \(listed.count) idf_weights for \(count) words", "")
    }
    // Words that are not in the vocabulary weigh as much as the others do on the average.
    let front =
      found.listsSpecial
      ? []
      : [Double](
        repeating: listed.reduce(0, +) / Double(count), count: found.special.count)
    let all = front + listed
    let padding = [Double](repeating: 0, count: pads ? max(0, depth - all.count) : 0)
    let weights = (all + padding).map(DType.float32.rounded)
    guard weights.count == depth else {
      throw eq.obstacle("its idf_weights are \(weights.count), and it has \(depth) places", "")
    }
    return try eq.constant("idf", [depth], .float32) { weights }
  }
}
