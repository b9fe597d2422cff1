import Containers
import Expressions
import Tensors

/// The words that tokens stand for: a line each, that of token 0 first, as Keras' `get_vocabulary()` gives
/// them.
///
/// Token 0 is an empty line as a rule: what a sentence is filled up with.
package struct Vocabulary: Sendable, Equatable {
  package let words: [String]
  /// The file's name.
  package let name: String

  /// A larger file is no list of words.
  private static let mostBytes = 64 << 20

  package init(path: String) throws {
    let text = try FileBytes(path: path).reading { file -> String in
      guard file.count <= Vocabulary.mostBytes else {
        throw InputError(in: path, "\(file.count) bytes are too many for a list of words")
      }
      guard let text = String(validating: file.bytes.array, as: UTF8.self) else {
        throw InputError(
          in: path, "this is no text", hint: "A word a line: \"\\n\".join(layer.get_vocabulary())")
      }
      return text
    }
    // A byte order mark is none of the first word, and what ends a line is none of the last.
    var lines = text.drop { $0 == "\u{FEFF}" }
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    if lines.last == "" { lines.removeLast() }
    words = lines
    name = path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The words beside a model's file, `model.words.txt` beside `model.keras`; nil where there are none.
  ///
  /// Nobody has asked for them, so they lie in the model's own folder: a link that leads out of it is
  /// not followed.
  package static func beside(_ model: String) -> Vocabulary? {
    let name = model.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let path = model.dropLast(name.distance(from: dot, to: name.endIndex)) + ".words.txt"
    guard OwnFolder.holds(String(path), beside: model) else { return nil }
    return try? Vocabulary(path: String(path))
  }

  /// The words of tokens, without the lines that stand for none.
  package var named: [(token: Int, word: String)] {
    words.enumerated().filter { !$0.element.isEmpty }
      .map { ($0.offset, Vocabulary.short($0.element)) }
  }

  /// What is shown of a word at the edge of a picture or in a list.
  package static func short(_ word: String) -> String {
    word.count > longest ? word.prefix(longest - 1) + "…" : word
  }

  private static let longest = 16

  /// The word of a token; nil for what stands for none.
  package func word(_ token: Double) -> String? {
    guard let index = Int(exactly: token), words.indices.contains(index), !words[index].isEmpty
    else { return nil }
    return words[index]
  }

  /// The words of a row of tokens, without what it is filled up with; nil of what is no such row.
  package func sentence(_ tokens: Tensor) -> String? {
    guard tokens.shape.rank == 1, !tokens.dtype.isFloat else { return nil }
    let used = tokens.elements.prefix(200).reversed().drop { $0 == 0 }.reversed()
    let words = used.map { word($0) ?? "?" }
    return words.isEmpty ? nil : words.joined(separator: " ") + (tokens.count > 200 ? " …" : "")
  }

  private func unknown(_ word: String) -> InputError {
    let named = named
    let list = named.prefix(20).map(\.word.onOneLine).joined(separator: ", ")
    let near = nearest(to: word, in: words).map { "Did you mean \($0.onOneLine)?" }
    return InputError(
      "\(word.onOneLine) is none of the \(named.count) words of \(name.onOneLine)",
      hint: near ?? (named.count > 20 ? "" : "They are: \(list)."))
  }

  /// The tokens of a sentence, filled up with 0 to a length; nil leaves it as long as it is.
  package func tokens(of sentence: String, length: Int?) throws(InputError) -> Tensor {
    var numbers: [Double] = []
    for word in sentence.split(whereSeparator: \.isWhitespace).map(String.init) {
      guard let token = words.firstIndex(of: word) ?? words.firstIndex(of: word.lowercased()) else {
        throw unknown(word)
      }
      numbers.append(Double(token))
    }
    let length = length ?? numbers.count
    guard numbers.count <= length else {
      throw InputError("\(numbers.count) words are given, and the model takes \(length)")
    }
    numbers += [Double](repeating: 0, count: length - numbers.count)
    return Tensor([length], .int64, numbers)
  }
}
