import Tensors

/// `cross_hash([a, b], n)`: one number for what stands in the same place of each, texts or whole numbers, modulo n.
package struct CrossHash: TextOp {
  package static let name = "cross_hash"
  package let bins: Int

  package init(_ bins: Int) { self.bins = bins }

  /// Numbers of any length are to be read as they are.
  package var lengthening: Lengthening { .always }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    guard operands.count > 1 else { throw Misfit("what is crossed is two or more") }
    guard bins > 0 else { throw Misfit("there are no \(bins) bins") }
    for operand in operands {
      guard operand.shape == operands[0].shape else {
        throw Misfit("\(operands[0].shape) and \(operand.shape) are not of one shape")
      }
      guard !operand.dtype.isFloat else {
        throw Misfit("texts and whole numbers are crossed, not \(operand.dtype.rawValue)")
      }
    }
    return TensorType(operands[0].shape, .int64)
  }

  package func values(of operands: [[Double]], _ types: [TensorType]) -> [Double] {
    (operands.first ?? []).indices.map { place in
      var code: UInt64? = CrossHash.start
      for (operand, type) in zip(operands, types) {
        let own = CrossHash.code(of: operand[place], isText: type.dtype == .string)
        code = code.flatMap { before in own.map { Fingerprint.joined(before, $0) } }
      }
      return code.map { Double($0 % UInt64(bins)) } ?? .nan
    }
  }

  /// TensorFlow's own key, where none is given.
  private static let start: UInt64 = 0xDE_CAFC_AFFE

  /// A whole number stands for itself.
  private static func code(of number: Double, isText: Bool) -> UInt64? {
    isText
      ? Texts.bytes(of: number).map(Fingerprint.of)
      : Int64(exactly: number).map { UInt64(bitPattern: $0) }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .function(elements.operands.indices.map { Derivation.Source($0, element) })
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    Formula("\(Self.name)([\(operands.map(\.text).joined(separator: ", "))], \(bins))")
  }

  package static var calls: [Function] {
    [
      .ofList(name, options: ["bins"]) { terms, options throws(Misfit) in
        guard let bins = try options.integer("bins") else { throw Misfit("bins is missing") }
        return .apply(CrossHash(bins), terms)
      }
    ]
  }
}
