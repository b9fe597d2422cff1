import Containers
import Layers
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
  func vocabulary(at path: [String], _ version: KerasVersion) throws -> Tensor? {
    let name = (["assets"] + path + ["vocabulary.txt"]).joined(separator: "/")
    guard let bytes = try entry(name) else { return nil }
    guard bytes.count <= Assets.mostBytes,
      let text = String(validating: bytes.array, as: UTF8.self)
    else {
      throw OpenError(file, "\(name) is no list of words", "Expected UTF-8, a word a line.")
    }
    let lines = Assets.lines(text, version)
    return Tensor([lines.count], .string, lines.map { Texts.number(of: Array(String($0).utf8)) })
  }

  /// The lines as Python reads them. Keras 3 ends them at whatever ends a line in Unicode, and drops empty ones at the end;
  /// Keras 2 ends them at a line feed or a carriage return.
  private static func lines(_ text: String, _ version: KerasVersion) -> [String.UnicodeScalarView] {
    let isNew = version.major >= 3
    let ends: Set<Unicode.Scalar> =
      isNew
      ? [
        "\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}",
        "\u{2029}",
      ]
      : ["\n", "\r"]
    var lines: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      // Both together are one end.
      if scalar == "\n", previous == "\r" { continue }
      if ends.contains(scalar) {
        lines.append(String.UnicodeScalarView())
      } else {
        lines[lines.count - 1].append(scalar)
      }
    }
    while isNew, lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
