import Equations
import Tensors
import Terms

/// `ids = lookup(x, V)`: texts as their places in the vocabulary V, or as vectors with a place for every word; with
/// `invert` the texts of places.
struct StringLookup: Layer {
  static let classNames = ["StringLookup"]
  static let ignoredKeys = Words.ignoredKeys
  private let categories: TextCategories
  private let inverts: Bool

  init(_ config: Config) throws {
    categories = try TextCategories(config)
    inverts = try config.bool("invert", default: false)
    guard !inverts || categories.words.unknown != nil else {
      throw config.error("oov_token", "a text for places without a word")
    }
  }

  var castsInputs: Bool { false }
  var weights: [WeightSpec] { categories.weights }
  var keptNames: [String] { ["idf_weights"] }
  var keepsVocabulary: Bool { true }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard inverts else {
      return [Signal(try categories(try TextCategories.text(call, eq), call, eq))]
    }
    return [Signal(try words(of: try call.input(eq).term, call, eq))]
  }

  /// `y = V[i]`, or what stands for unknown words where there is no such place.
  private func words(of x: Term, _ call: Call, _ eq: Equations) throws -> Term {
    guard try !x.type().dtype.isFloat, try x.type().dtype != .string else {
      throw eq.obstacle(
        "it reads whole numbers, as invert is True",
        "Its input in Keras has dtype=\"int64\".")
    }
    let found = try categories.words.found(call, eq)
    let V = try eq.constant("V", [found.count], .string) { categories.words.all(found) }
    let unknown = Texts.number(of: categories.words.unknown ?? "")
    let U = try eq.constant("U", [], .string) { [unknown] }
    let isThere = Term.apply(
      LogicalAnd(),
      [
        .apply(GreaterEqual(), [x, 0]), .apply(Less(), [x, .number(Double(found.count))]),
      ])
    let i = try eq(
      "i", .select(isThere, x, Term.number(0)(Cast(.int64))), "where V has such a place")
    let word = Term.apply(Gather(), [V(Reshape([found.count, 1])), i])(Reshape(x.shape.dims))
    return try eq(
      "y", .select(isThere, word, U), "the word in this place of V, U where there is none")
  }
}
