import Containers
import Equations
import Tensors
import Terms

/// How a text becomes words: made plain, split, neighbours joined.
struct Wording: Sendable {
  private enum Split { case whitespace, character }

  private let lowers, strips: Bool
  private let split: Split?
  /// How many neighbours are joined; nil: none are.
  private let widths: [Int]?

  var splits: Bool { split != nil }

  init(_ config: Config) throws {
    let plain = config.value("standardize")
    switch plain?.stringValue {
    case nil where plain == nil: (lowers, strips) = (false, false)
    case "lower": (lowers, strips) = (true, false)
    case "strip_punctuation": (lowers, strips) = (false, true)
    case "lower_and_strip_punctuation": (lowers, strips) = (true, true)
    default: throw Wording.ownFunction(config, "standardize")
    }
    let cut = config.value("split")
    switch cut?.stringValue {
    case nil where cut == nil: split = nil
    case "whitespace": split = .whitespace
    case "character": split = .character
    default: throw Wording.ownFunction(config, "split")
    }
    widths = try Wording.widths(config)
  }

  /// The refusal of a function that is not one of Keras' own.
  private static func ownFunction(_ config: Config, _ key: String) -> ConfigError {
    let value = config.json[key] ?? .null
    let name = value.stringValue ?? value["config"]?.stringValue ?? value["class_name"]?.stringValue
    return ConfigError(
      layer: config.name, kind: config.kind,
      because: "its \(key) is \(name ?? "a function"), of its author's own, whose code is not read")
  }

  /// One number is all widths up to it.
  private static func widths(_ config: Config) throws -> [Int]? {
    guard let value = config.value("ngrams") else { return nil }
    let list =
      value.intValue.map { $0 > 0 ? Array(1...min($0, 1000)) : [] }
      ?? (value["items"] ?? value).arrayValue?.compactMap(\.intValue)
    guard let list, !list.isEmpty, list.count <= 1000, list.allSatisfy({ (1...1000).contains($0) })
    else { throw config.error("ngrams", "whole numbers from 1 to 1000") }
    return list
  }

  // MARK: Equations

  /// The words of a text, `length` of them, or as many as the longest that is fed has; with `isRagged` all must have as many.
  func words(
    of x: Term, length: Int?, canBeEmpty: Bool, isRagged: Bool = false, _ eq: Equations
  ) throws -> Term {
    var text = x
    if lowers { text = text(LowerCase()) }
    if strips { text = text(StripPunctuation()) }
    guard let split else { return try unsplit(text, eq) }
    if isRagged { try refuseUnequal(x, eq) }
    let most = try count(x, length: length, canBeEmpty: canBeEmpty, eq)
    let cut =
      split == .whitespace
      ? text(SplitWords(most.words)) : text(SplitCharacters(most.words))
    let note = split == .whitespace ? "its words" : "its characters"
    let words = try eq("words", cut, note)
    guard let widths else { return words }
    return try eq("groups", words(NGrams(widths, most.groups)), "neighbours of them")
  }

  private func unsplit(_ text: Term, _ eq: Equations) throws -> Term {
    guard let widths else {
      return lowers || strips ? try eq("words", text, "each text is one word") : text
    }
    let length = NGrams.groups(of: text.shape.rank > 0 ? text.shape.width : 0, widths).count
    return try eq("groups", text(NGrams(widths, length, isFull: true)), "neighbours")
  }

  /// How many words and groups of them a row has.
  private func count(
    _ x: Term, length: Int?, canBeEmpty: Bool, _ eq: Equations
  ) throws -> (words: Int, groups: Int) {
    if let length, widths == nil { return (length, 0) }
    switch eq.texts(of: x) {
    case .none:
      return (eq.imaginedWords, length ?? groups(of: eq.imaginedWords))
    case .made:
      throw eq.obstacle(
        "how many words there are follows from a text that is made on the way",
        "Words are counted in what is fed. With output_sequence_length they need not be.")
    case .known(let texts):
      let bytes = Set(texts).compactMap { Texts.bytes(of: $0) }
      let words = bytes.map(count).max() ?? 0
      let cost = bytes.reduce(0) { $0 + $1.count } * (widths?.reduce(0, +) ?? 1)
      guard cost <= Wording.mostBytes else {
        throw eq.obstacle("the groups of words would have \(cost) bytes", "Feed less text.")
      }
      guard (widths == nil ? words : groups(of: words)) > 0 || canBeEmpty || length != nil else {
        throw eq.obstacle(
          "nothing is left of the text that is fed", "Feed a text with a word in it.",
          isMisfit: true)
      }
      return (max(words, 1), length ?? max(groups(of: words), 1))
    }
  }

  /// A ragged tensor has rows of different lengths where texts have different numbers of words; those of one length are as
  /// in any other.
  private func refuseUnequal(_ x: Term, _ eq: Equations) throws {
    guard case .known(let texts) = eq.texts(of: x) else { return }
    let counts = Set(Set(texts).compactMap { Texts.bytes(of: $0).map(count) }).sorted()
    guard counts.count > 1 else { return }
    throw eq.obstacle(
      "ragged=True keeps texts of \(counts.prefix(3).map(String.init).joined(separator: ", ")) words as rows of "
        + "different lengths, and all samples here have one shape",
      "Feed texts with the same number of words, or one by one.", isMisfit: true)
  }

  private static let mostBytes = 64 << 20

  private func groups(of words: Int) -> Int { NGrams.groups(of: words, widths ?? []).count }

  private func count(_ text: [UInt8]) -> Int {
    var text = text
    if lowers { text = LowerCase.changed(text) }
    if strips { text = StripPunctuation.changed(text) }
    return split == .whitespace
      ? SplitWords.pieces(of: text).count : SplitCharacters.pieces(of: text).count
  }
}
