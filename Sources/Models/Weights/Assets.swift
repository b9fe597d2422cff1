import Containers
import Tensors

/// The files beside the weights in a .keras: the words that `adapt()` found, `assets/layers/NAME/vocabulary.txt`.
struct Assets {
  /// The model's file.
  let file: String
  /// The file of a name; nil where there is none.
  private let entry: (String) throws -> Bytes?

  /// A larger file is no list of words.
  static let mostBytes = 64 << 20

  init(file: String, _ entry: @escaping (String) throws -> Bytes?) {
    (self.file, self.entry) = (file, entry)
  }

  /// The words of the layer whose weights stand in a place, a line each, as `get_vocabulary()` gives them; nil where there
  /// is no file of them.
  func vocabulary(at path: [String]) throws -> Tensor? {
    let name = (["assets"] + path + ["vocabulary.txt"]).joined(separator: "/")
    guard let bytes = try entry(name) else { return nil }
    guard bytes.count <= Assets.mostBytes,
      let text = String(validating: bytes.array, as: UTF8.self)
    else {
      throw OpenError(file, "\(name) is no list of words", "Expected UTF-8, a word a line.")
    }
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    if lines.allSatisfy({ $0.last == 0x0D || $0.isEmpty }) {
      lines = lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return Tensor([lines.count], .string, lines.map { Texts.number(of: $0) })
  }
}
