import Synchronization

/// All texts that values of the format `string` hold, each once: what is computed with is their places.
///
/// Two texts are equal where their places are, byte by byte and not letter by letter, as in TensorFlow. The empty text has
/// place 0, so that memory of zeros holds empty texts. Texts are never taken out: a place means the same as long as the
/// program runs.
package enum Texts {
  private struct Table {
    var texts: [[UInt8]] = [[]]
    var places: [[UInt8]: Int] = [[]: 0]
    var bytes = 0
  }

  private static let table = Mutex(Table())

  /// As many places as single precision holds.
  package static let limit = 1 << 24
  /// As many bytes as all texts may have.
  package static let mostBytes = 1 << 30

  /// The place of a text; NaN, which is no text, where there is no more room.
  package static func number(of bytes: [UInt8]) -> Double {
    table.withLock { table in
      if let place = table.places[bytes] { return Double(place) }
      guard table.texts.count < limit, table.bytes <= mostBytes - bytes.count else { return .nan }
      let place = table.texts.count
      table.texts.append(bytes)
      table.places[bytes] = place
      table.bytes += bytes.count
      return Double(place)
    }
  }

  package static func number(of text: String) -> Double { number(of: Array(text.utf8)) }

  /// The text in a place; nil of a number that is none.
  package static func bytes(of number: Double) -> [UInt8]? {
    guard let place = Int(exactly: number) else { return nil }
    return table.withLock { $0.texts.indices.contains(place) ? $0.texts[place] : nil }
  }

  package static func text(of number: Double) -> String? {
    bytes(of: number).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether what is made of texts of so many bytes has room as well: words, and groups of them.
  package static func hasRoom(for bytes: Int) -> Bool {
    guard bytes <= limit / 8 else { return false }
    return table.withLock {
      $0.texts.count + 4 * bytes < limit && $0.bytes + 16 * bytes < mostBytes
    }
  }

  /// `"the cat"`, a line whatever is in it; of a longer one the beginning and `…`.
  package static func quoted(_ number: Double, longest: Int? = nil) -> String {
    guard let text = text(of: number) else { return "nan" }
    var shown = ""
    for scalar in text.unicodeScalars {
      if let longest, shown.unicodeScalars.count >= longest {
        return "\"\(shown)…\""
      }
      switch scalar {
      case "\"", "\\": shown += "\\\(scalar)"
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return "\"\(shown)\""
  }
}

extension Tensor {
  /// Texts in a shape; as many as it has elements.
  package init(_ shape: Shape, texts: [String]) {
    self.init(shape, .string, texts.map { Texts.number(of: $0) })
  }
}
