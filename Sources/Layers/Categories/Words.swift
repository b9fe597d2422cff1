import Containers
import Equations
import Tensors
import Terms

/// The words of a layer that looks text up: where they stand, and which places are left for others.
struct Words: Sendable {
  /// The words in the config; nil where `adapt()` found them and the file keeps them elsewhere.
  private let listed: [String]?
  /// How many places are for words that are not in the vocabulary, and where they begin.
  let unknowns, firstUnknown: Int
  /// What is no word, and what stands for words that are not in the vocabulary.
  let mask, unknown: String?
  /// The key with which words that are not in it are hashed.
  let key: [Int]?

  static let ignoredKeys: Set<String> = [
    "vocabulary_size", "vocabulary_dtype", "has_input_vocabulary", "oov_method",
  ]

  /// `mask` is the layer's own where its config has no such key.
  init(_ config: Config, _ mode: CategoryOutput.Mode, mask own: String? = nil) throws {
    unknowns = try config.int("num_oov_indices", default: 1)
    mask = config.value("mask_token") == nil ? own : try config.string("mask_token")
    let says = config.value("oov_token") != nil
    unknown =
      says ? try config.string("oov_token") : config.json["oov_token"] == nil ? "[UNK]" : nil
    firstUnknown = mask != nil && mode == .int ? 1 : 0
    listed = try Words.list(config)
    key = try config.hashKey()
    let encoding = try config.string("encoding", default: "utf-8").lowercased()
    guard ["utf-8", "utf8"].contains(encoding) else { throw config.error("encoding", "utf-8") }
    guard mask == nil || mask != unknown else {
      throw config.error("oov_token", "another text than mask_token")
    }
  }

  private static func list(_ config: Config) throws -> [String]? {
    guard let value = config.value("vocabulary") else { return nil }
    let inner = value["config"]?["value"] ?? value["value"] ?? value
    guard let list = inner.arrayValue else {
      throw config.error("vocabulary", "a list of words: no other file is opened")
    }
    return try list.map { item in
      guard let word = item.stringValue else { throw config.error("vocabulary", "a list of words") }
      return word
    }
  }

  /// Where the words begin.
  var first: Int { firstUnknown + unknowns }

  /// The words of one call.
  struct Found {
    /// The words alone, by their places in `Texts`.
    let words: [Double]
    /// How many places stand before them.
    let specialCount: Int
    /// Whether the file lists what stands before them as well.
    let listsSpecial: Bool
    /// How many places there are in all.
    var count: Int { specialCount + words.count }
  }

  /// What stands in so many places before the words, as get_vocabulary() lists it: the mask, then what unknown words are.
  func special(atMost count: Int) -> [Double] {
    let masked = mask.map { [Double](repeating: Texts.number(of: $0), count: firstUnknown) } ?? []
    let other = Texts.number(of: unknown ?? "[UNK]")
    return masked + [Double](repeating: other, count: min(unknowns, count))
  }

  /// All places, as get_vocabulary() lists them.
  func all(_ found: Found) -> [Double] { special(atMost: unknowns) + found.words }

  /// The refusal of a layer whose vocabulary is neither in the config nor beside it.
  static func missing(_ eq: Equations) -> Obstacle {
    eq.obstacle(
      "its vocabulary, which adapt() found, is not in the file",
      "An .h5 keeps none: save the model as .keras, or make the layer with vocabulary=[…].")
  }

  /// The words, from the config or from the file beside it.
  func found(_ call: Call, _ eq: Equations) throws -> Found {
    let kept = (call.weights.kept["vocabulary"] as? ConstantArray)?.tensor.elements
    guard let all = listed?.map({ Texts.number(of: $0) }) ?? kept else {
      throw Words.missing(eq)
    }
    let special = special(atMost: all.count)
    let lists = unknown != nil && Array(all.prefix(first)) == special
    let words = lists ? Array(all.dropFirst(first)) : all
    guard Set(words).count == words.count, !words.contains(where: \.isNaN) else {
      throw eq.obstacle("its vocabulary holds a word twice", "Keras takes no such vocabulary.")
    }
    if let mask, words.contains(Texts.number(of: mask)) {
      throw eq.obstacle(
        "its vocabulary holds the mask_token among the words", "Keras takes no such vocabulary.")
    }
    return Found(words: words, specialCount: first, listsSpecial: lists)
  }

  /// The places of texts; the mask token gives −1 where no place is kept for it.
  func places(of x: Term, _ found: Found, _ eq: Equations) throws -> Term {
    guard unknowns > 1 else {
      let V = try eq.constant("V", [found.count], .string) { all(found) }
      let missing = unknowns == 0 ? -1 : firstUnknown
      let ids = try eq(
        "ids", .apply(TextLookup(missing), [x, V]),
        "its place in V, \(missing) where it is not there")
      if unknowns == 0 {
        let isMask = try mask.map { try self.isMask($0, x, eq) }
        let isThere = Term.apply(GreaterEqual(), [ids, 0])
        try Words.refuse(unlessAnyOf: [isThere, isMask].compactMap(\.self), eq)
      }
      return firstUnknown == 0 ? try masked(ids, x, at: -1, eq) : ids
    }
    let V = try eq.constant("V", [found.words.count], .string) { found.words }
    let i = try eq("i", .apply(TextLookup(-1), [x, V]), "its place in V, -1 where it is not there")
    let h = try eq("h", x(HashText(unknowns, key: key)), "one of \(unknowns) places for others")
    let ids = try eq(
      "ids",
      .select(
        .apply(Less(), [i, 0]), h + .number(Double(firstUnknown)), i + .number(Double(first))))
    return try masked(ids, x, at: firstUnknown == 1 ? 0 : -1, eq)
  }

  /// Notes that Keras ends with an error for an input that none of these tests accepts: no place is left for what is not in
  /// the vocabulary.
  static func refuse(unlessAnyOf isKnown: [Term], _ eq: Equations) throws {
    guard let first = isKnown.first else { return }
    let all = isKnown.dropFirst().reduce(first) { .apply(LogicalOr(), [$0, $1]) }
    _ = try eq.refused(
      where: all(LogicalNot()), "what is not in the vocabulary, where num_oov_indices is 0")
  }

  private func isMask(_ mask: String, _ x: Term, _ eq: Equations) throws -> Term {
    let M = try eq.constant("M", [], .string) { [Texts.number(of: mask)] }
    return .apply(Equal(), [x, M])
  }

  /// The places with another one where the text is the mask.
  private func masked(_ ids: Term, _ x: Term, at place: Int, _ eq: Equations) throws -> Term {
    guard let mask else { return ids }
    return try eq(
      "ids_masked", .select(try isMask(mask, x, eq), Term.number(Double(place))(Cast(.int64)), ids),
      "of the mask M")
  }
}

extension Config {
  /// `salt`: one whole number, or two, with which texts are hashed; nil where there is none.
  func hashKey() throws -> [Int]? {
    guard let value = value("salt") else { return nil }
    let inner = value["items"] ?? value["config"]?["value"] ?? value
    let list = inner.intValue.map { [$0, $0] } ?? inner.arrayValue?.compactMap(\.intValue) ?? []
    guard list.count == 2, list.allSatisfy({ $0.magnitude <= 1 << 53 }) else {
      throw error("salt", "one or two whole numbers up to 2⁵³")
    }
    return list
  }
}
