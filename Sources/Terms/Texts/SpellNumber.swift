import Tensors

/// `spell(x)`: whole numbers as text, as TensorFlow writes them before it hashes them: `-7` of −7.
package struct SpellNumber: TextOp {
  package static let name = "spell"

  package init() {}

  /// Numbers of any length are to be read as they are.
  package var lengthening: Lengthening { .always }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    guard !operands[0].dtype.isFloat, operands[0].dtype != .bool, operands[0].dtype != .string
    else {
      throw Misfit("spell writes whole numbers, not \(operands[0].dtype.rawValue)")
    }
    return TensorType(operands[0].shape, .string)
  }

  package func values(of operands: [[Double]], _ types: [TensorType]) -> [Double] {
    operands[0].map { Int(exactly: $0).map { Texts.number(of: String($0)) } ?? .nan }
  }

  package static var calls: [Function] {
    [.of(name) { terms, _ in .apply(SpellNumber(), terms) }]
  }
}
