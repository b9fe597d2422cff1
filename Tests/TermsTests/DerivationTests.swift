import Tensors
import TestSupport
import Testing

@testable import Terms

/// What an op says of each element is what its kernel computed.
@Suite struct DerivationTests {
  /// An op and the shapes that it is tried on; integers where it takes indices.
  struct Case: Sendable, CustomTestStringConvertible {
    let op: any Op
    let shapes: [Shape]
    var index: (operand: Int, below: Int)?

    var testDescription: String { "\(op) \(shapes)" }
  }

  private static let unary = AllOps.unary.map { Case(op: $0.init(), shapes: [[2, 3]]) }

  private static let binary = AllOps.binary.flatMap { kind in
    [[[2, 3], [2, 3]], [[3], [4, 1]], [[2, 3], []]].map { Case(op: kind.init(), shapes: $0) }
  }

  private static let rows = AllOps.rows.flatMap { kind in
    [
      Case(op: kind.init(axis: -1), shapes: [[2, 5]]),
      Case(op: kind.init(axis: 0), shapes: [[4, 3]]),
    ]
  }

  private static let reductions = Reduce.Kind.allCases.flatMap { kind in
    [
      Case(op: Reduce(kind), shapes: [[2, 3]]),
      Case(op: Reduce(kind, axes: [-1]), shapes: [[2, 3, 4]]),
      Case(op: Reduce(kind, axes: [0, 2], keepsAxes: true), shapes: [[2, 3, 4]]),
    ]
  }

  private static let others: [Case] = [
    Case(op: Cast(.float16), shapes: [[2, 3]]),
    Case(op: Cast(.float64), shapes: [[2, 3]]),
    Case(op: Cast(.int32), shapes: [[2, 3]]),
    Case(op: Concatenate(axis: -1), shapes: [[2, 3], [2, 1], [2, 2]]),
    Case(op: Concatenate(axis: 0), shapes: [[2, 3], [1, 3]]),
    Case(op: Convolve(rank: 1, Sliding(rank: 1)), shapes: [[6, 2], [3, 2, 4]]),
    Case(
      op: Convolve(rank: 1, Sliding(rank: 1, padding: .causal, dilation: [2])),
      shapes: [[6, 2], [3, 2, 4]]),
    Case(
      op: Convolve(rank: 2, Sliding(rank: 2, strides: [2, 1], padding: .same)),
      shapes: [[5, 4, 2], [3, 2, 2, 3]]),
    Case(
      op: Convolve(rank: 2, Sliding(rank: 2, padding: .same, dilation: [2]), groups: 2),
      shapes: [[5, 4, 4], [2, 3, 2, 6]]),
    Case(op: Convolve(rank: 3, Sliding(rank: 3)), shapes: [[3, 3, 2, 2], [2, 2, 1, 2, 2]]),
    Case(op: Convolve(rank: 2, Sliding(rank: 2)), shapes: [[3, 4, 2], [1, 1, 2, 3]]),
    Case(
      op: Convolve(rank: 2, Sliding(rank: 2, strides: [2])), shapes: [[3, 4, 2], [1, 1, 2, 3]]),
    Case(op: Convolve(rank: 1, Sliding(rank: 1), groups: 2), shapes: [[3, 4], [1, 2, 6]]),
    Case(
      op: ConvolveTranspose(rank: 1, Sliding(rank: 1, strides: [2], padding: .same)),
      shapes: [[4, 3], [3, 2, 3]]),
    Case(
      op: ConvolveTranspose(rank: 2, Sliding(rank: 2, strides: [3], dilation: [2])),
      shapes: [[3, 2, 2], [2, 2, 3, 2]]),
    Case(
      op: DepthwiseConvolve(rank: 1, Sliding(rank: 1, padding: .same)),
      shapes: [[3, 99], [2, 99, 1]]),
    Case(
      op: DepthwiseConvolve(rank: 2, Sliding(rank: 2, strides: [2], padding: .same)),
      shapes: [[5, 4, 3], [3, 3, 3, 2]]),
    Case(
      op: ConvolveTranspose(rank: 2, Sliding(rank: 2, strides: [2]), groups: 2),
      shapes: [[2, 3, 4], [2, 2, 3, 4]]),
    Case(
      op: ConvolveKernel(window: [3, 2], Sliding(rank: 2, strides: [2, 1], padding: .same)),
      shapes: [[5, 4, 2], [3, 4, 3]]),
    Case(op: ConvolveKernel(window: [2], Sliding(rank: 1), groups: 2), shapes: [[4, 4], [3, 6]]),
    Case(op: BroadcastTo([2, 4, 3]), shapes: [[4, 1]]),
    Case(op: OverSamples(.sum), shapes: [[2, 3]]),
    Case(op: OverSamples(.mean), shapes: [[2, 3]]),
    Case(op: ScatterAdd(4), shapes: [[6, 2], [6]], index: (1, 4)),
    Case(op: TransposedProduct(), shapes: [[3], [2]]),
    Case(op: TransposedProduct(), shapes: [[2, 4, 3], [2, 4, 2]]),
    Case(op: Unpool(Pool(.max, window: [2], padding: .valid)), shapes: [[3, 2], [6, 2]]),
    Case(
      op: Unpool(Pool(.max, window: [3, 2], strides: [2, 1], padding: .same)),
      shapes: [[3, 4, 2], [5, 4, 2]]),
    Case(op: Unpool(Pool(.avg, window: [2], padding: .valid)), shapes: [[3, 2], [6, 2]]),
    Case(op: Heads(), shapes: [[4, 2, 3]]),
    Case(op: Heads(), shapes: [[2, 3]]),
    Case(op: Pad(before: [1, 0], after: [0, 2]), shapes: [[3, 2]]),
    Case(op: Pool(.max, window: [2], padding: .valid), shapes: [[6, 2]]),
    Case(op: Pool(.max, window: [3, 2], strides: [2, 1], padding: .same), shapes: [[5, 4, 2]]),
    Case(op: Pool(.avg, window: [3, 2], strides: [2, 1], padding: .same), shapes: [[5, 4, 2]]),
    Case(op: Upsample([2, 3]), shapes: [[2, 2, 3]]),
    Case(op: Flip(axis: 0), shapes: [[4, 2]]),
    Case(op: Flip(axis: -1), shapes: [[4, 3]]),
    Case(op: Gather(), shapes: [[5, 3], [2, 2]], index: (1, 5)),
    Case(op: Gather(), shapes: [[5, 3], [4]], index: (1, 9)),
    Case(op: MatMul(), shapes: [[4], [4, 3]]),
    Case(op: MatMul(), shapes: [[2, 4], [4, 3]]),
    Case(op: MatMul(), shapes: [[2, 4], [4]]),
    Case(op: MatMul(), shapes: [[2, 1, 3, 4], [5, 4, 2]]),
    Case(op: Permute(), shapes: [[2, 3]]),
    Case(op: Permute([1, 2, 0]), shapes: [[2, 3, 4]]),
    Case(op: Repeat(3), shapes: [[2, 3]]),
    Case(op: Reshape([3, -1]), shapes: [[2, 6]]),
    Case(op: Select(), shapes: [[2, 1], [2, 3], [3]]),
    Case(op: Slice([.at(-1), .range(3, nil, step: -2)]), shapes: [[3, 5]]),
    Case(op: Slice([.all, .range(1, 3, step: nil)]), shapes: [[3, 5, 2]]),
  ]

  static let all = unary + binary + rows + reductions + others

  @Test(arguments: all)
  func aDerivationGivesTheElement(_ one: Case) throws {
    var chance = Chance(seed: 7)
    for _ in 0..<5 {
      let operands = one.shapes.enumerated().map { place, shape in
        guard let index = one.index, index.operand == place else { return chance.tensor(shape) }
        return Tensor(
          shape, .int32, (0..<shape.count).map { _ in Double(chance.number(-2...index.below - 1)) })
      }
      let result = try one.op.apply(to: operands)
      let elements = Elements(
        operands.map { TensorType($0.shape, $0.dtype) }, TensorType(result.shape, result.dtype)
      ) { operands[$0.operand].elements[$0.element] }
      for element in 0..<result.count {
        let derivation = try one.op.derivation(of: element, from: elements)
        let expected = try value(derivation, one.op, elements)
        let found = result.elements[element]
        let isSame = expected == found || (expected.isNaN && found.isNaN)
        #expect(
          isSame || abs(expected - found) <= 4 * result.dtype.ulp(at: max(abs(found), 16)),
          "\(element): \(found), but \(derivation) is \(expected)")
      }
    }
  }

  /// The number that a derivation speaks of.
  private func value(
    _ derivation: Derivation, _ op: any Op, _ elements: Elements
  ) throws -> Double {
    func sum(_ products: [Derivation.Product]) throws -> Double {
      try products.reduce(0) { total, product in
        total
          + (try product.factors.reduce(product.isNegative ? -1 : 1) {
            try $0 * elements.number($1)
          })
      }
    }
    switch derivation {
    case .sum(let products): return try sum(products)
    case .series(let products, let divisor): return try sum(products) / divisor
    case .copy(let source): return try elements.number(source)
    case .function(let sources):
      return try #require(op.exact(try sources.map(elements.number)))
    case .choice(let sources, let decisive):
      let choice = try #require((op as? any ChoosingOp)?.choice)
      switch choice {
      case .argmax, .argmin, .argsort: return Double(try #require(decisive))
      case .any: return decisive == nil ? 0 : 1
      case .all: return decisive == nil ? 1 : 0
      default: return try elements.number(sources[try #require(decisive)])
      }
    case .either(let condition, let yes, let no):
      return try elements.number(elements.number(condition) != 0 ? yes : no)
    case .lookup(let entry, _): return try entry.map(elements.number) ?? .nan
    case .row(let sources, let own):
      let kind = type(of: try #require(op as? any RowOp))
      let row = try sources.map(elements.number)
      let text = kind.text(Formula("x"), kind.working(row).shared.map { Formula($0.name) }).text
      #expect(text.contains("x"))
      return kind.results(row)[own]
    }
  }

  /// What softmax says it works out of a row gives its results.
  @Test func theWorkingOfARow() {
    let row = [0.5, -1, 2, 0.25]
    let powers = Softmax.working(row)
    #expect(powers.shared.map(\.value) == [2, powers.parts.reduce(0, +)])
    for (part, result) in zip(powers.parts, Softmax.results(row)) {
      #expect(abs(part / powers.shared[1].value - result) < 1e-15)
    }
    for kind in [Sparsemax.self, KerasSparsemax.self] as [any RowOp.Type] {
      let threshold = kind.working(row).shared[0].value
      for (x, result) in zip(row, kind.results(row)) {
        #expect(abs(max(x - threshold, 0) - result) < 1e-15)
      }
    }
  }
}
