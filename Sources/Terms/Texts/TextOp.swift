import Tensors

/// An op that reads text, or makes some; the kernel takes texts by their places in `Texts`.
package protocol TextOp: CalledOp {
  /// The name a person types: `lower`.
  static var name: String { get }
  /// What follows the operands, as it is typed.
  var settings: [String] { get }
  /// The result of one sample, for the operands' elements.
  func values(of operands: [[Double]], _ types: [TensorType]) -> [Double]
}

extension TextOp {
  package var settings: [String] { [] }
  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let types = signature.operands.map(\.type)
    let counts = types.map(\.shape.count)
    let bytes = signature.scalar.byteSize
    let steps = zip(signature.operands, counts).map { $0.isBatched ? $1 * bytes : 0 }
    let size = signature.result.shape.count * bytes
    let (rows, scalar) = (signature.rows, signature.scalar)
    return { operands, out in
      for row in 0..<rows {
        let loaded = counts.indices.map {
          MachineNumbers.load(operands[$0] + row * steps[$0], counts[$0], scalar)
        }
        MachineNumbers.store(values(of: loaded, types), to: out + row * size, scalar)
      }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .function([Derivation.Source(0, element)])
  }

  /// Text has no slope, and what is looked up or hashed has none in it.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    operands.map { _ in nil }
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(Self.name, operands, settings)
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    text(operands, .typed)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let name = Self.name.split(separator: "_").joined(separator: #"\_"#)
    return .call(#"\operatorname{\#(name)}"#, operands, settings)
  }

  /// No program is written of an op of text: exports refuse it before.
  package func loops(_ types: [TensorType]) -> LoopForm {
    .element(ElementCode(Self.name, numpy: .same, loop: .same, latex: .same))
  }

  /// Refuses numbers where text is read.
  func expectText(_ operand: TensorType) throws(Misfit) {
    guard operand.dtype == .string else {
      throw Misfit("\(Self.name) reads text, not numbers (\(operand.dtype.rawValue))")
    }
  }
}

/// An op that makes another text of each.
package protocol TextFunction: TextOp {
  static func changed(_ text: [UInt8]) -> [UInt8]
  init()
}

extension TextFunction {
  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    try expectText(operands[0])
    return operands[0]
  }

  package func values(of operands: [[Double]], _ types: [TensorType]) -> [Double] {
    operands[0].map { Texts.bytes(of: $0).map { Texts.number(of: Self.changed($0)) } ?? .nan }
  }

  package static var calls: [Function] {
    [.of(name) { terms, _ in .apply(Self(), terms) }]
  }
}

extension Op {
  /// The type of the result; refuses text where the op takes numbers, and text beside numbers where it takes both.
  package func resultType(of operands: [TensorType]) throws(Misfit) -> TensorType {
    let texts = operands.indices.filter { operands[$0].dtype == .string }
    guard !texts.isEmpty else { return try result(of: operands) }
    guard texts.allSatisfy(takesText) else {
      throw Misfit(
        "it takes numbers, and this is text",
        hint: "A layer such as StringLookup, TextVectorization or Hashing makes numbers of text.")
    }
    let takers = operands.indices.filter(takesText)
    guard self is any TextOp || takers.count == texts.count else {
      throw Misfit("text stands beside numbers")
    }
    return try result(of: operands)
  }
}
