import Expressions
import Tensors

/// `[8:16]`, `[1]`, `[0, 2]`: the elements of a value that are meant by what stands behind its word.
package struct PartOfValue: Sendable {
  /// As it is typed; empty means all.
  package let text: String
  /// The shape of the elements together: that of one number for `[1]` of a vector.
  package let shape: Shape
  /// Their numbers in the array, row by row.
  package let elements: [Int]

  /// Throws an `ExpressionError` for an index that the value does not have.
  package init(_ text: String, of word: String, _ shape: Shape) throws {
    self.text = text
    guard !text.isEmpty else {
      (self.shape, elements) = (shape, Array(0..<shape.count))
      return
    }
    let places = Tensor(shape, .int64, (0..<shape.count).map(Double.init))
    let scope = OneName(word: PlaceWord.unquoted(word), tensor: places)
    let typed = word.contains(where: \.isWhitespace) && scope.word == word ? "\"\(word)\"" : word
    if let end = PartOfValue.end(ofSubscripts: text) {
      let place = typed.count + text.distance(from: text.startIndex, to: end)
      throw ExpressionError(
        source: typed + text, range: place..<place + 1,
        problem: .unexpected(found: String(text[end]), expected: "an index in brackets, or the end")
      )
    }
    let region = try Expression(typed + text, names: scope).evaluate(in: scope)
    self.shape = region.shape
    elements = region.elements.compactMap { Int(exactly: $0) }.filter((0..<shape.count).contains)
  }

  /// Where something else than an index stands behind one: at the + of `[0]+1`, which would mean another element. Nil where
  /// nothing does.
  private static func end(ofSubscripts text: String) -> String.Index? {
    var depth = 0
    for place in text.indices {
      let sign = text[place]
      if depth == 0, sign != "[", !sign.isWhitespace { return place }
      depth += sign == "[" ? 1 : sign == "]" ? -1 : 0
    }
    return nil
  }

  /// `z[8:16]` as a word and what stands in brackets behind it.
  package static func split(_ target: String) -> (word: String, subscripts: String) {
    let bracket = target.firstIndex(of: "[") ?? target.endIndex
    return (String(target[..<bracket]).trimmed, String(target[bracket...]).trimmed)
  }

  /// The elements of an array of the value's shape.
  package func of(_ elements: [Double]) -> [Double] {
    self.elements.compactMap { elements.indices.contains($0) ? elements[$0] : nil }
  }

  /// What a person may name who has numbers of another shape: `z[1]` for one number, `z[0:3]` for three of
  /// a vector; nil where no part has that shape.
  package static func example(of word: String, _ shape: Shape, given: Shape) -> String? {
    guard shape.rank > 0, shape.count > 1, !word.contains("[") else { return nil }
    if given.count == 1 {
      return word + "[\(shape.dims.map { $0 > 1 ? "1" : "0" }.joined(separator: ", "))]"
    }
    guard shape.rank == 1, given.rank == 1, given.count < shape.count else { return nil }
    return "\(word)[0:\(given.count)]"
  }
}

/// An environment of one name.
private struct OneName: Environment {
  let word: String
  let tensor: Tensor

  var names: [String] { [word] }
  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    word == self.word ? tensor : nil
  }
}
