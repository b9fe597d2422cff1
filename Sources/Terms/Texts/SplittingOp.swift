import Tensors

/// An op that cuts each text into pieces, `length` of them: what is missing is empty, what is too much is cut off.
///
/// A last axis of 1 goes, as Keras takes it off before it splits.
package protocol SplittingOp: TextOp {
  var length: Int { get }
  init(_ length: Int)
  static func pieces(of text: [UInt8]) -> [[UInt8]]
}

extension SplittingOp {
  package var settings: [String] { ["\(length)"] }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    try expectText(operands[0])
    let shape = operands[0].shape
    guard shape.rank == 0 || shape.width == 1 else {
      throw Misfit("\(shape) has \(shape.width) texts in a row, and one is split")
    }
    guard length >= 0 else { throw Misfit("a text has no \(length) pieces") }
    let result = Shape(Array(shape.dims.dropLast()) + [length])
    guard result.checkedCount != nil else { throw Misfit("\(result) is too large") }
    return TensorType(result, .string)
  }

  package func values(of operands: [[Double]], _ types: [TensorType]) -> [Double] {
    operands[0].flatMap { number -> [Double] in
      guard let text = Texts.bytes(of: number) else {
        return [Double](repeating: .nan, count: length)
      }
      let pieces = Self.pieces(of: text).prefix(length).map { Texts.number(of: $0) }
      return pieces + [Double](repeating: 0, count: length - pieces.count)
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .function([Derivation.Source(0, element / max(length, 1))])
  }

  package static var calls: [Function] {
    [
      .of(name, options: ["length"]) { terms, options throws(Misfit) in
        guard let length = try options.integer("length") else { throw Misfit("length is missing") }
        return .apply(Self(length), terms)
      }
    ]
  }
}
