import Equations
import Tensors
import Terms

/// `i = Σ (x = V)·position`, or the place of what is not in the vocabulary V: whole numbers as their places in it; with
/// `invert` the numbers of places.
struct IntegerLookup: Layer {
  static let classNames = ["IntegerLookup"]
  static let ignoredKeys: Set<String> = [
    "vocabulary_size", "vocabulary_dtype", "max_values", "ragged", "salt",
  ]
  /// The numbers that the config lists; nil where adapt() found them, which stand in a file beside it.
  private let listed: [Double]?
  /// How many places are for numbers that are not in the vocabulary, and where they begin.
  private let unknowns, firstUnknown: Int
  private let unknown: Int
  private let masked: Double?
  private let inverts: Bool
  /// How long vectors are, whatever the vocabulary.
  private let depth: Int?
  private let output: CategoryOutput
  private let rarity: RarityWeights
  private let isOld: Bool

  init(_ config: Config) throws {
    // Keras 3 gives vectors in the format of the vocabulary, whatever the layer's is.
    output = try CategoryOutput(
      config, default: .int, vectors: config.version.major >= 3 ? .int64 : nil, weighs: true)
    unknowns = try config.int("num_oov_indices", default: 1)
    unknown = try config.wholeNumber("oov_token", default: -1)
    masked =
      config.value("mask_token") == nil
      ? nil : Double(try config.wholeNumber("mask_token", default: 0))
    inverts = try config.bool("invert", default: false)
    let array = try config.array("vocabulary")
    guard array?.shape.rank ?? 1 == 1 else {
      throw config.error("vocabulary", "a list of numbers")
    }
    listed = array?.elements
    guard try config.string("oov_method", default: "floormod") == "floormod" || unknowns < 2 else {
      throw config.error("oov_method", "floormod")
    }
    firstUnknown = masked != nil && output.mode == .int ? 1 : 0
    let pads = try config.bool("pad_to_max_tokens", default: false)
    depth = pads && config.value("max_tokens") != nil ? try config.int("max_tokens") : nil
    _ = config.value("max_tokens")
    rarity = try RarityWeights(config, pads: pads)
    isOld = config.version.major < 3
  }

  var title: String { listed.map { "IntegerLookup(\(numbers(of: $0).count))" } ?? "IntegerLookup" }
  var castsInputs: Bool { false }
  var keepsVocabulary: Bool { true }
  var keptNames: [String] { ["idf_weights"] }
  /// Keras 2 counts the weights of numbers among the layer's.
  var weights: [WeightSpec] {
    isOld && output.mode == .tfIdf ? [WeightSpec("idf_weights", isTrainable: false)] : []
  }
  private var first: Int { firstUnknown + unknowns }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let kept = (call.weights.kept["vocabulary"] as? ConstantArray)?.tensor.elements
    guard let all = listed ?? kept.flatMap(IntegerLookup.whole) else {
      throw Words.missing(eq)
    }
    let numbers = numbers(of: all)
    guard Set(numbers).count == numbers.count else {
      throw eq.obstacle("its vocabulary holds a number twice", "Keras takes no such vocabulary.")
    }
    guard masked.map({ !numbers.contains($0) }) ?? true else {
      throw eq.obstacle(
        "its vocabulary holds the mask_token among the numbers", "Keras takes no such vocabulary.")
    }
    let listsSpecial = numbers.count < all.count
    return [Signal(try looked(up: call, in: numbers, listsSpecial: listsSpecial, eq))]
  }

  /// The numbers that lines of text are; nil where one is none.
  private static func whole(_ lines: [Double]) -> [Double]? {
    let numbers = lines.compactMap { line in
      Texts.text(of: line).flatMap { Int64($0) }.flatMap { Double(exactly: $0) }
    }
    return numbers.count == lines.count ? numbers : nil
  }

  /// The numbers of a vocabulary without those in front that stand for others.
  private func numbers(of all: [Double]) -> [Double] {
    let special =
      [Double](repeating: masked ?? 0, count: firstUnknown)
      + [Double](repeating: Double(unknown), count: min(unknowns, all.count))
    return Array(all.prefix(special.count)) == special ? Array(all.dropFirst(special.count)) : all
  }

  /// The places of numbers, or the numbers of places.
  private func looked(
    up call: Call, in vocabulary: [Double], listsSpecial: Bool, _ eq: Equations
  ) throws -> Term {
    let input = try call.input(eq).term
    let x = try input.type().dtype == .int64 ? input : eq("x_whole", input(Cast(.int64)))
    let (keys, values): ([Double], [Double])
    let positions = vocabulary.indices.map { Double(first + $0) }
    (keys, values) = inverts ? (positions, vocabulary) : (vocabulary, positions)
    let V = try eq.constant("V", [keys.count], .int64) { keys }
    let P = try eq.constant("P", [values.count], .int64) { values }
    let e = try eq(
      "e", .apply(Equal(), [x(Reshape(x.shape.dims + [1])), V]), "which of them it is")
    let isThere = e(Reduce(.any, axes: [-1]))
    let found = (e(Cast(.int64)) * P)(Reduce(.sum, axes: [-1]))
    var i = try eq(
      "i", .select(isThere, found, missing(x)(Cast(.int64))),
      inverts ? "its number, \(unknown) where there is none" : "its place")
    if !inverts, unknowns == 0 {
      let isMask = masked.map { Term.apply(Equal(), [x, .number($0)]) }
      try Words.refuse(unlessAnyOf: [isThere, isMask].compactMap(\.self), eq)
    }
    if let masked {
      let place = inverts ? 0 : masked
      let value = inverts ? masked : output.mode == .int ? 0 : -1
      let isMasked = Term.apply(Equal(), [x, .number(place)])
      i = try eq("i_masked", .select(isMasked, Term.number(value)(Cast(.int64)), i), "of the mask")
    }
    if inverts { return try eq("y", i) }
    let length = depth ?? first + vocabulary.count
    let vector = try output.term(i, of: length, eq)
    guard output.mode == .tfIdf else { return try eq("y", vector, output.note) }
    let n = try eq("n", vector, output.note)
    let idf = try rarity.term(
      call, count: vocabulary.count + (listsSpecial ? first : 0), front: listsSpecial ? 0 : first,
      depth: length, eq)
    return try eq("y", n * idf, "weighed by how rare it is")
  }

  /// What stands for numbers that are not in the vocabulary.
  private func missing(_ x: Term) -> Term {
    if inverts { return .number(Double(unknown)) }
    switch unknowns {
    case 0: return -1
    case 1: return .number(Double(firstUnknown))
    default:
      return .apply(Modulo(), [x, .number(Double(unknowns))]) + .number(Double(firstUnknown))
    }
  }
}
