import Debugging
import Equations
import ModelSupport
import Tensors
import Terms
import TestSupport
import Testing

/// Every op's pullback against central differences, over three samples; of a matrix that all samples share too.
@Suite struct OpGradientTests {
  /// An op on shapes; some operands hold whole numbers below a limit, some are positive.
  struct Case: Sendable, CustomTestStringConvertible {
    let op: any Op
    let shapes: [Shape]
    var index: (operand: Int, below: Int)?
    var isPositive = false
    /// Whether the numbers are in −1…1.
    var isShare = false

    init(_ op: any Op, _ shapes: Shape..., isPositive: Bool = false, isShare: Bool = false) {
      (self.op, self.shapes) = (op, shapes)
      (self.isPositive, self.isShare) = (isPositive, isShare)
    }

    func indexed(_ operand: Int, below: Int) -> Case {
      var copy = self
      copy.index = (operand, below)
      return copy
    }

    var testDescription: String { "\(op) \(shapes)" }
  }

  private static let unary = AllOps.unary.filter { !straight.contains("\($0)") }.map {
    Case(
      $0.init(), [2, 3], isPositive: ["Log", "Log1p", "Sqrt", "Rsqrt"].contains("\($0)"),
      isShare: ["Arcsin", "Arccos"].contains("\($0)"))
  }

  /// What passes a gradient on that is no slope.
  private static let straight: Set<String> = ["Float8", "Quantize"]

  private static let binary = AllOps.binary.filter { !straight.contains("\($0)") }.flatMap { kind in
    [[[2, 3], [2, 3]], [[3], [4, 1]], [[2, 3], []], [[], [2, 1]]].map { (shapes: [Shape]) in
      Case(kind.init(), shapes[0], shapes[1], isPositive: ["Power", "Modulo"].contains("\(kind)"))
    }
  }

  private static let rows = AllOps.rows.flatMap { kind in
    [Case(kind.init(axis: -1), [2, 5]), Case(kind.init(axis: 0), [4, 3])]
  }

  private static let reductions = Reduce.Kind.allCases.flatMap { kind in
    [
      Case(Reduce(kind), [2, 3]), Case(Reduce(kind, axes: [-1]), [2, 3, 4]),
      Case(Reduce(kind, axes: [0, 2], keepsAxes: true), [2, 3, 4]),
      Case(Reduce(kind, axes: [1]), [2, 3, 4]),
    ]
  }

  private static func sliding(
    _ rank: Int, _ strides: [Int] = [1], _ padding: Sliding.Padding = .valid,
    _ dilation: [Int] = [1]
  ) -> Sliding {
    Sliding(rank: rank, strides: strides, padding: padding, dilation: dilation)
  }

  private static let windows: [Case] = [
    Case(Convolve(rank: 1, sliding(1)), [6, 2], [3, 2, 4]),
    Case(Convolve(rank: 1, sliding(1, [1], .causal, [2])), [6, 2], [3, 2, 4]),
    Case(Convolve(rank: 1, sliding(1, [2], .causal)), [7, 2], [3, 2, 4]),
    Case(Convolve(rank: 1, sliding(1, [3])), [9, 2], [2, 2, 3]),
    Case(Convolve(rank: 1, sliding(1, [3])), [11, 2], [4, 2, 3]),
    Case(Convolve(rank: 2, sliding(2, [2, 1], .same)), [5, 4, 2], [3, 2, 2, 3]),
    Case(Convolve(rank: 2, sliding(2, [3, 2], .same)), [5, 4, 2], [2, 2, 2, 3]),
    Case(Convolve(rank: 2, sliding(2, [1], .same, [2]), groups: 2), [5, 4, 4], [2, 3, 2, 6]),
    Case(Convolve(rank: 3, sliding(3)), [3, 3, 2, 2], [2, 2, 1, 2, 2]),
    Case(ConvolveKernel(window: [3], sliding(1, [2])), [7, 2], [3, 3]),
    Case(ConvolveKernel(window: [2], sliding(1), groups: 2), [4, 4], [3, 6]),
    Case(ConvolveTranspose(rank: 1, sliding(1, [2], .same)), [4, 3], [3, 2, 3]),
    Case(ConvolveTranspose(rank: 1, sliding(1, [4])), [3, 3], [2, 2, 3]),
    Case(ConvolveTranspose(rank: 1, sliding(1, [2]), outputPadding: [1]), [3, 3], [3, 2, 3]),
    Case(
      ConvolveTranspose(rank: 1, sliding(1, [2], .same), outputPadding: [0]), [3, 2], [4, 2, 2]),
    Case(ConvolveTranspose(rank: 2, sliding(2, [3], .valid, [2])), [3, 2, 2], [2, 2, 3, 2]),
    Case(ConvolveTranspose(rank: 2, sliding(2, [2]), groups: 2), [2, 3, 4], [2, 2, 3, 4]),
    Case(DepthwiseConvolve(rank: 2, sliding(2, [2], .same)), [5, 4, 3], [3, 3, 3, 2]),
    Case(DepthwiseConvolve(rank: 1, sliding(1)), [5, 3], [2, 3, 1]),
    Case(Pool(.max, window: [2], padding: .valid), [6, 2]),
    Case(Pool(.max, window: [3, 2], strides: [2, 1], padding: .same), [5, 4, 2]),
    Case(Pool(.avg, window: [3, 2], strides: [2, 1], padding: .same), [5, 4, 2]),
    Case(Unpool(Pool(.avg, window: [2], padding: .valid)), [3, 2], [6, 2]),
    Case(Pad(before: [1, 0], after: [0, 2]), [3, 2]),
    Case(Upsample([2, 3]), [2, 2, 3]),
  ]

  private static let products: [Case] = [
    Case(MatMul(), [4], [4, 3]), Case(MatMul(), [2, 4], [4, 3]), Case(MatMul(), [2, 4], [4]),
    Case(MatMul(), [4], [4]), Case(MatMul(), [4], [2, 4, 3]),
    Case(MatMul(), [2, 3, 4], [4, 2]), Case(MatMul(), [2, 3, 4], [4]),
    Case(MatMul(), [2, 1, 3, 4], [5, 4, 2]), Case(MatMul(), [2, 3, 4], [2, 4, 2]),
    Case(TransposedProduct(), [3], [2]), Case(TransposedProduct(), [4, 3], [4, 2]),
    Case(TransposedProduct(), [2, 4, 3], [2, 4, 2]),
  ]

  private static let arrangements: [Case] = [
    Case(BroadcastTo([2, 4, 3]), [4, 1]), Case(BroadcastTo([2, 3]), []),
    Case(Cast(.float64), [2, 3]), Case(Cast(.int32), [2, 3]),
    Case(Concatenate(axis: -1), [2, 3], [2, 1], [2, 2]),
    Case(Concatenate(axis: 0), [2, 3], [1, 3]),
    Case(Flip(axis: 0), [4, 2]), Case(Flip(axis: -1), [4, 3]),
    Case(Gather(), [5, 3], [2, 2]).indexed(1, below: 5),
    Case(Gather(), [5, 3], [6]).indexed(1, below: 2),
    Case(ScatterAdd(4), [6, 3], [6]).indexed(1, below: 4),
    Case(ScatterAdd(4), [2, 3, 2], [2, 3]).indexed(1, below: 3),
    Case(Heads(), [4, 2, 3]), Case(Heads(), [2, 3]),
    Case(Permute(), [2, 3]), Case(Permute([1, 2, 0]), [2, 3, 4]), Case(Repeat(3), [2, 3]),
    Case(Reshape([3, -1]), [2, 6]), Case(Select(), [2, 1], [2, 3], [3]),
    Case(Slice([.at(-1), .range(3, nil, step: -2)]), [3, 5]),
    Case(Slice([.range(1, nil, step: 3), .at(1)]), [8, 2]),
    Case(Slice([.range(nil, nil, step: -1)]), [4, 2]),
    Case(Slice([.range(6, 1, step: -2)]), [8]),
    Case(Slice([.all, .range(1, 3, step: nil)]), [3, 5, 2]),
    Case(OverSamples(.sum), [2, 3]), Case(OverSamples(.mean), [2, 3]),
    Case(OverSamples(.max), [2, 3]), Case(OverSamples(.count), [3]),
  ]

  static let all = unary + binary + rows + reductions + windows + products + arrangements

  @Test(arguments: all)
  func aPullbackIsTheSlope(_ one: Case) throws {
    var chance = Chance("\(one.op) \(one.shapes)")
    let inputs = one.shapes.enumerated().map { place, shape in
      let tensors = (0..<3).map { _ -> Tensor in
        if let index = one.index, index.operand == place {
          let numbers = (0..<shape.count).map { _ in Double(chance.number(-1...index.below - 1)) }
          return Tensor(shape, .int32, numbers)
        }
        // Far from kinks and from each other.
        let numbers = chance.numbers(shape.count, one.isShare ? 0.8 : 2).map {
          $0 + ($0 < 0 ? -0.05 : 0.05)
        }
        return Tensor(shape, .float64, one.isPositive ? numbers.map { abs($0) + 0.25 } : numbers)
      }
      return (Name("x\(place)"), tensors)
    }
    let run = try GradientRun(inputs, { .apply(one.op, $0) }, named: "\(one.op)")
    let operands = inputs.map { name, tensors in
      let type = TensorType(tensors[0].shape, tensors[0].dtype)
      return Term.value(
        Value(id: 0, name: name, type: type, role: .input, isBatched: true, scope: nil))
    }
    let whole = Term.apply(one.op, operands)
    let isFlat = one.op.pullback(whole, operands, whole).allSatisfy { $0 == nil }
    #expect(run.gradients.isEmpty == isFlat)
    for (value, gradient) in run.gradients {
      #expect(value.shape == gradient.shape)
      for sample in 0..<run.machine.samples {
        let (own, other) = try run.slopes(value, gradient, sample: sample, step: 1e-6, &chance)
        #expect(abs(own - other) <= 1e-7 + 1e-6 * abs(other), "\(value.name) \(own), not \(other)")
      }
    }
  }

  @Test("rounding to 8 bits passes a gradient on as if it rounded nothing, and none to the scale")
  func straightThrough() throws {
    var chance = Chance("straight")
    let x = Tensor([2, 3], .float64, chance.numbers(6, 2))
    let s = Tensor([2, 1], .float64, [40, 25])
    let inputs = [(Name("x"), [x]), (Name("s"), [s])]
    func gradients(_ term: ([Term]) -> Term) throws -> [Name: Tensor] {
      let run = try GradientRun(inputs, term, named: "straight")
      let pairs = try run.gradients.map { ($0.name, try run.machine.read($1, sample: 0)) }
      return Dictionary(uniqueKeysWithValues: pairs)
    }
    let found = try gradients { .apply(Quantize(), $0) }
    let expected = try gradients { $0[0] * $0[1] }
    #expect(found.keys.map(\.ascii) == ["x"])
    #expect(found[Name("x")] == expected[Name("x")])
    let float = try gradients { $0[0](Float8()) * $0[1] }
    #expect(float[Name("x")] == expected[Name("x")])
  }

  @Test func everyOpIsTried() {
    let tried = Set(Self.all.map { "\(type(of: $0.op))" }).union(Self.straight)
    let listed =
      AllOps.unary.map { "\($0)" } + AllOps.binary.map { "\($0)" } + AllOps.rows.map { "\($0)" }
      + (AllOps.others + AllOps.overSamples).map { "\($0)" }
    #expect(Set(listed).subtracting(tried) == [])
  }
}
