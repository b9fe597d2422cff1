import Equations
import Tensors
import Terms

/// `words = split(strip_punctuation(lower(x)))`, `ids = lookup(words, V)`: text cut into words, and these as places of the
/// vocabulary V, in order or counted.
struct TextVectorization: Layer {
  static let classNames = ["TextVectorization"]
  static let ignoredKeys = Words.ignoredKeys
  private let categories: TextCategories
  private let wording: Wording
  /// How many words every text has in the end; nil: as many as the longest that is fed with it.
  private let length: Int?
  /// Whether texts keep the number of words that they have.
  private let isRagged: Bool

  init(_ config: Config) throws {
    categories = try TextCategories(config, mask: "")
    wording = try Wording(config)
    let isInt = categories.output.mode == .int
    length =
      config.value("output_sequence_length") == nil ? nil : try config.int("output_sequence_length")
    guard categories.output.mode != .oneHot, isInt || length == nil else {
      throw config.error("output_mode", "int, multi_hot, count or tf_idf")
    }
    isRagged = try config.bool("ragged", default: false)
    guard !isRagged || (isInt && wording.splits) else {
      throw config.error("ragged", "false, but for places of words that are split")
    }
  }

  var castsInputs: Bool { false }
  var weights: [WeightSpec] { categories.weights }
  var keptNames: [String] { ["idf_weights"] }
  var keepsVocabulary: Bool { true }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try TextCategories.text(call, eq)
    let isInt = categories.output.mode == .int
    let words = try wording.words(
      of: x, length: isRagged ? nil : length, canBeEmpty: !isInt, isRagged: isRagged, eq)
    let ids = try categories(words, call, eq)
    if isRagged, let length, ids.shape.width > length {
      let first = ids(Slice.last(0..<length, rank: ids.shape.rank))
      return [Signal(try eq("y", first, "the first \(length)"))]
    }
    guard isInt, !wording.splits, let length else { return [Signal(ids)] }
    return [Signal(try fitted(ids, to: length, eq))]
  }

  /// What was not split has as many words as it has; they are cut off, or filled up with 0.
  private func fitted(_ ids: Term, to length: Int, _ eq: Equations) throws -> Term {
    let rank = ids.shape.rank
    guard rank > 0 else {
      throw eq.obstacle(
        "its input is one text a sample, which output_sequence_length cannot cut",
        "Keras takes an input of shape (1) or a text without axes: save the model with such a one.")
    }
    let width = ids.shape.width
    guard width != length else { return ids }
    if width > length {
      return try eq("y", ids(Slice.last(0..<length, rank: rank)), "the first \(length)")
    }
    let none = [Int](repeating: 0, count: rank)
    let after = none.dropLast() + [length - width]
    return try eq("y", ids(Pad(before: none, after: Array(after))), "filled up with 0")
  }
}
