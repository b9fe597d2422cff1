import Equations
import Tensors
import Terms

/// What layers that make categories of their inputs put out: the categories' numbers, or vectors of them.
struct CategoryOutput: Sendable {
  enum Mode: String {
    case int
    /// A vector for every number, 1 in its place.
    case oneHot = "one_hot"
    /// A vector for each sample, 1 in the place of every number that it has.
    case multiHot = "multi_hot"
    /// How often it has each.
    case count
    /// The same, each weighed by how rare it is.
    case tfIdf = "tf_idf"
  }

  let mode: Mode
  let format: DType

  /// Of a config whose `output_mode` is this one where it says nothing; vectors are in the layer's number format, or in
  /// another.
  init(
    _ config: Config, default fallback: Mode, vectors: DType? = nil, weighs: Bool = false
  ) throws {
    let word = try config.string("output_mode", default: fallback.rawValue)
    let old = ["binary": Mode.multiHot, "tf-idf": .tfIdf]
    guard let mode = old[word] ?? Mode(rawValue: word), weighs || mode != .tfIdf else {
      throw config.error(
        "output_mode",
        weighs ? "int, one_hot, multi_hot, count or tf_idf" : "int, one_hot, multi_hot or count")
    }
    // A sparse tensor leaves out zeros; its numbers are the same.
    let isSparse = try config.bool("sparse", default: false)
    guard !isSparse || mode != .tfIdf || config.version.major < 3 else {
      throw config.error("sparse", "false: Keras 3 does not compute tf_idf with it")
    }
    self.mode = mode
    format = mode == .int ? .int64 : mode == .tfIdf ? .float32 : vectors ?? config.computeType
  }

  /// The output for categories of so many; `weights` are what each number counts.
  func term(
    _ categories: Term, of depth: Int, weights: Term? = nil, _ eq: Equations
  ) throws -> Term {
    guard mode != .int else { return categories(Cast(format)) }
    var dims = categories.shape.dims
    if mode == .oneHot, dims.last == 1 { dims.removeLast() }
    guard mode == .oneHot || !dims.isEmpty else {
      throw eq.obstacle(
        "its input is one number a sample, and it would mix samples",
        "Give its input an axis in Keras: shape=(1,).")
    }
    let all = try eq.constant("c", [depth], .int32) { (0..<depth).map(Double.init) }
    let column = categories(Reshape(dims + [1]))
    let isThere = Term.apply(Equal(), [column, all])
    // Keras goes along the first axis of a sample.
    switch mode {
    case .int, .oneHot: return isThere(Cast(format))
    case .multiHot: return isThere(Reduce(.any, axes: [0]))(Cast(format))
    case .count, .tfIdf:
      let counted = isThere(Cast(format))
      let weighed = weights.map { counted * $0(Reshape($0.shape.dims + [1])) } ?? counted
      return weighed(Reduce(.sum, axes: [0]))
    }
  }

  /// What the output's equation says of it.
  var note: String {
    switch mode {
    case .int: "the category of each number"
    case .oneHot: "1 in the place of the category"
    case .multiHot: "1 in the places of all categories that the sample has"
    case .count, .tfIdf: "how often the sample has each category"
    }
  }
}
