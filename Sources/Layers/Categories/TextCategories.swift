import Equations
import Tensors
import Terms

/// From texts to the places of a vocabulary, and from these to what a layer puts out.
struct TextCategories: Sendable {
  let words: Words
  let output: CategoryOutput
  private let rarity: RarityWeights
  private let most: Int?
  private let isOld: Bool

  init(_ config: Config, mask: String? = nil) throws {
    // Keras 3 gives vectors in the format of the places, whatever the layer's is.
    output = try CategoryOutput(
      config, default: .int, vectors: config.version.major >= 3 ? .int64 : nil, weighs: true)
    words = try Words(config, output.mode, mask: mask)
    let pads = try config.bool("pad_to_max_tokens", default: false)
    most = pads ? try config.int("max_tokens") : nil
    _ = config.value("max_tokens")
    rarity = try RarityWeights(config, pads: pads)
    isOld = config.version.major < 3
  }

  /// Keras 2 counts the weights of words among the layer's.
  var weights: [WeightSpec] {
    isOld && output.mode == .tfIdf ? [WeightSpec("idf_weights", isTrainable: false)] : []
  }

  func callAsFunction(_ x: Term, _ call: Call, _ eq: Equations) throws -> Term {
    let found = try words.found(call, eq)
    let ids = try words.places(of: x, found, eq)
    let depth = most ?? found.count
    guard output.mode != .int else { return ids }
    guard found.count <= depth else {
      throw eq.obstacle(
        "its vocabulary has \(found.count) words, and max_tokens is \(depth)",
        "Keras takes no such layer: raise max_tokens, and save again.")
    }
    let vector = try output.term(ids, of: depth, eq)
    guard output.mode == .tfIdf else { return try eq("y", vector, output.note) }
    let n = try eq("n", vector, output.note)
    let special = found.listsSpecial ? found.specialCount : 0
    let idf = try rarity.term(
      call, count: found.words.count + special, front: found.specialCount - special, depth: depth,
      eq)
    return try eq("y", n * idf, "weighed by how rare it is")
  }

  /// Refuses numbers.
  static func text(_ call: Call, _ eq: Equations) throws -> Term {
    let x = try call.input(eq).term
    guard try x.type().dtype == .string else {
      throw eq.obstacle(
        "it reads text, and its input is numbers (\(try x.type().dtype.rawValue))",
        "Its input in Keras has dtype=\"string\".")
    }
    return x
  }
}
