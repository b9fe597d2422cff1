import Tensors

/// `hash(x, n)`: the fingerprint of each text, modulo n; `hash(x, n, [k₀, k₁])` that of SipHash with the key k₀, k₁.
package struct HashText: TextOp {
  package static let name = "hash"
  package let bins: Int
  package let key: [Int]?

  package init(_ bins: Int, key: [Int]? = nil) { (self.bins, self.key) = (bins, key) }

  package var settings: [String] {
    ["\(bins)"] + (key.map { ["[\($0.map(String.init).joined(separator: ", "))]"] } ?? [])
  }

  package var lengthening: Lengthening { bins > 1 << 24 ? .always : .never }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    try expectText(operands[0])
    guard bins > 0 else { throw Misfit("there are no \(bins) bins") }
    guard key.map({ $0.count == 2 }) ?? true else { throw Misfit("a key is two whole numbers") }
    return TensorType(operands[0].shape, .int64)
  }

  package func values(of operands: [[Double]], _ types: [TensorType]) -> [Double] {
    operands[0].map { Texts.bytes(of: $0).map { Double(code(of: $0) % UInt64(bins)) } ?? .nan }
  }

  private func code(of text: [UInt8]) -> UInt64 {
    guard let key else { return Fingerprint.of(text) }
    return SipHash.of(text, UInt64(bitPattern: Int64(key[0])), UInt64(bitPattern: Int64(key[1])))
  }

  package static var calls: [Function] {
    [
      .of(name, options: ["bins", "key"]) { terms, options throws(Misfit) in
        guard let bins = try options.integer("bins") else { throw Misfit("bins is missing") }
        return .apply(HashText(bins, key: try options.integers("key")), terms)
      }
    ]
  }
}
