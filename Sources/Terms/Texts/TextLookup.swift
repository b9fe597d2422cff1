import Tensors

/// `lookup(x, V, missing)`: in which place of the list V each text stands; `missing` for those that do not stand there.
///
/// Of equal texts in V the last counts.
package struct TextLookup: TextOp {
  package static let name = "lookup"
  package let missing: Int

  package init(_ missing: Int) { self.missing = missing }

  package var settings: [String] { ["\(missing)"] }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    try expectText(operands[0])
    try expectText(operands[1])
    guard operands[1].shape.rank == 1 else {
      throw Misfit("a vocabulary is a list, not \(operands[1].shape)")
    }
    return TensorType(operands[0].shape, .int64)
  }

  /// The vocabulary is taken in once, where all samples share it.
  package func kernel(for signature: Signature) -> Kernel {
    let (words, vocabulary) = (signature.operands[0].shape.count, signature.operands[1].shape.count)
    let scalar = signature.scalar
    let steps = signature.operands.map { $0.isBatched ? $0.shape.count * scalar.byteSize : 0 }
    let rows = signature.rows
    return { operands, out in
      var places: [Double: Int] = [:]
      for row in 0..<rows {
        if row == 0 || steps[1] > 0 {
          places = Self.places(
            MachineNumbers.load(operands[1] + row * steps[1], vocabulary, scalar))
        }
        let read = MachineNumbers.load(operands[0] + row * steps[0], words, scalar)
        MachineNumbers.store(
          read.map { place(of: $0, places) }, to: out + row * words * scalar.byteSize, scalar)
      }
    }
  }

  package func values(of operands: [[Double]], _ types: [TensorType]) -> [Double] {
    let places = Self.places(operands[1])
    return operands[0].map { place(of: $0, places) }
  }

  private static func places(_ vocabulary: [Double]) -> [Double: Int] {
    Dictionary(zip(vocabulary, vocabulary.indices)) { _, last in last }
  }

  private func place(of text: Double, _ places: [Double: Int]) -> Double {
    text.isNaN ? .nan : Double(places[text] ?? missing)
  }

  /// The text, and the one in the list that it is.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let own = Derivation.Source(0, element)
    let text = try elements.number(own)
    for place in (0..<elements.operands[1].shape.count).reversed() {
      let entry = Derivation.Source(1, place)
      if try elements.number(entry) == text { return .function([own, entry]) }
    }
    return .function([own])
  }

  package static var calls: [Function] {
    [
      .of(name, ["x", "vocabulary"], options: ["missing"]) { terms, options throws(Misfit) in
        .apply(TextLookup(try options.integer("missing") ?? -1), terms)
      }
    ]
  }
}
