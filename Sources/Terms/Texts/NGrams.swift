import Tensors

/// `ngrams(x, [1, 2], length)`: neighbouring words of a row joined by blanks, first all of the first width.
///
/// Empty words at the end of a row are none, unless `isFull`: then a row has as many words as it has places.
package struct NGrams: TextOp {
  package static let name = "ngrams"
  package let widths: [Int]
  package let length: Int
  package let isFull: Bool

  package init(_ widths: [Int], _ length: Int, isFull: Bool = false) {
    (self.widths, self.length, self.isFull) = (widths, length, isFull)
  }

  package var settings: [String] {
    let list = widths.map(String.init).joined(separator: ", ")
    return ["[\(list)]", "\(length)"] + (isFull ? ["full=True"] : [])
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    try expectText(operands[0])
    let shape = operands[0].shape
    guard shape.rank > 0 else { throw Misfit("one word has no neighbours") }
    guard length >= 0, widths.allSatisfy({ $0 > 0 }) else {
      throw Misfit("widths are 1 or more")
    }
    return TensorType(shape.replacing(shape.rank - 1, with: length), .string)
  }

  /// Which words of a row of so many stand together.
  package static func groups(of words: Int, _ widths: [Int]) -> [Range<Int>] {
    widths.flatMap { width in
      words < width ? [] : (0...(words - width)).map { $0..<$0 + width }
    }
  }

  private func groups(in row: ArraySlice<Double>) -> ArraySlice<Range<Int>> {
    let words = isFull ? row.count : row.count - row.reversed().prefix { $0 == 0 }.count
    return NGrams.groups(of: words, widths).prefix(length)
  }

  package func values(of operands: [[Double]], _ types: [TensorType]) -> [Double] {
    let width = types[0].shape.width
    guard width > 0 else { return [Double](repeating: 0, count: types[0].shape.count) }
    return stride(from: 0, to: operands[0].count, by: width).flatMap { start -> [Double] in
      let row = operands[0][start..<start + width]
      let words = row.map { Texts.bytes(of: $0) ?? [] }
      let joined = groups(in: row).map { group in
        Texts.number(of: Array(words[group].joined(separator: [0x20])))
      }
      return joined + [Double](repeating: 0, count: length - joined.count)
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let width = elements.operands[0].shape.width
    let (start, place) = ((element / max(length, 1)) * width, element % max(length, 1))
    let sources = (start..<start + width).map { Derivation.Source(0, $0) }
    let groups = Array(groups(in: try sources.map(elements.number)[...]))
    return .function(groups.indices.contains(place) ? Array(sources[groups[place]]) : sources)
  }

  package static var calls: [Function] {
    [
      .of(name, options: ["widths", "length", "full"]) { terms, options throws(Misfit) in
        guard let widths = try options.integers("widths"),
          let length = try options.integer("length")
        else { throw Misfit("widths or length are missing") }
        return .apply(NGrams(widths, length, isFull: try options.flag("full")), terms)
      }
    ]
  }
}
