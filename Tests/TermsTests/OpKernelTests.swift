import Tensors
import Terms
import TestSupport
import Testing

/// Every op's kernel against a plain computation, element by element, in both machine numbers, for
/// one row and for five, whichever operands the rows share.
struct OpKernelTests {
  static let layouts: [(rows: Int, scalar: Scalar)] = [
    (1, .single), (1, .double), (5, .single), (5, .double),
  ]

  @Test(arguments: layouts.indices)
  func binary(layout: Int) throws {
    var chance = Chance(seed: 21)
    for type in AllOps.binary {
      let naive = try #require(Naive.binary["\(type)"], "\(type) has no plain computation")
      for _ in 0..<40 {
        let (a, b) = chance.broadcastPair()
        try check(type.init(), [a, b], layout, &chance) { operands, shape in
          Naive.elementwise(operands, shape) { naive($0[0], $0[1]) }
        }
      }
    }
  }

  @Test(arguments: layouts.indices)
  func unary(layout: Int) throws {
    var chance = Chance(seed: 22)
    for type in AllOps.unary {
      let naive = try #require(Naive.unary["\(type)"], "\(type) has no plain computation")
      for _ in 0..<10 {
        try check(type.init(), [chance.shape()], layout, &chance) { operands, shape in
          Naive.elementwise(operands, shape) { naive($0[0]) }
        }
      }
    }
  }

  @Test(arguments: layouts.indices)
  func select(layout: Int) throws {
    var chance = Chance(seed: 23)
    for _ in 0..<200 {
      let (a, b) = chance.broadcastPair()
      let (c, _) = chance.broadcastPair()
      try check(Select(), [c, a, b], layout, &chance) { operands, shape in
        Naive.elementwise(operands, shape) { $0[0] != 0 ? $0[1] : $0[2] }
      }
    }
  }

  @Test(arguments: layouts.indices)
  func matMul(layout: Int) throws {
    var chance = Chance(seed: 24)
    for _ in 0..<400 {
      let (m, k, n) = (chance.number(0...4), chance.number(0...4), chance.number(0...4))
      let (p, q) = chance.broadcastPair(highest: 2)
      let left = chance.number(0...3) == 0 ? Shape([k]) : Shape(p.dims + [m, k])
      let right = chance.number(0...3) == 0 ? Shape([k]) : Shape(q.dims + [k, n])
      try check(MatMul(), [left, right], layout, &chance) { operands, shape in
        Naive.matMul(operands[0], operands[1], shape)
      }
    }
  }

  @Test(arguments: layouts.indices)
  func reduce(layout: Int) throws {
    var chance = Chance(seed: 25)
    for kind in Reduce.Kind.allCases {
      for _ in 0..<40 {
        let shape = chance.shape(least: 1)
        let axes = Array(0..<shape.rank).shuffled(using: &chance)
          .prefix(chance.number(0...shape.rank)).map {
            chance.number(0...1) == 0 ? $0 : $0 - shape.rank
          }
        let all = chance.number(0...3) == 0
        let op = Reduce(kind, axes: all ? nil : axes, keepsAxes: chance.number(0...1) == 0)
        try check(op, [shape], layout, &chance) { operands, _ in
          Naive.reduce(operands[0], kind, all ? nil : axes)
        }
      }
    }
  }

  @Test(arguments: layouts.indices)
  func rows(layout: Int) throws {
    var chance = Chance(seed: 26)
    for type in AllOps.rows {
      let naive = try #require(Naive.rows["\(type)"], "\(type) has no plain computation")
      for _ in 0..<40 {
        let shape = chance.shape(least: 1)
        let axis = chance.number(-shape.rank...shape.rank - 1)
        try check(type.init(axis: axis), [shape], layout, &chance) { operands, _ in
          Naive.alongRows(operands[0], axis, naive)
        }
      }
    }
  }

  @Test(arguments: layouts.indices)
  func slice(layout: Int) throws {
    var chance = Chance(seed: 27)
    for _ in 0..<400 {
      let shape = chance.shape()
      let indices = (0..<chance.number(0...shape.rank)).map { axis -> Slice.Index in
        if chance.number(0...3) == 0, shape[axis] > 0 {
          return .at(chance.number(-shape[axis]...shape[axis] - 1))
        }
        let steps = [nil, 1, 2, -1, -2, Int.max, Int.min + 1]
        return .range(
          chance.bound(), chance.bound(), step: steps[chance.number(0...steps.count - 1)])
      }
      try check(Slice(indices), [shape], layout, &chance) { operands, _ in
        Naive.slice(operands[0], indices)
      }
    }
  }

  @Test(arguments: layouts.indices)
  func arrangements(layout: Int) throws {
    var chance = Chance(seed: 28)
    for _ in 0..<200 {
      let shape = chance.shape(least: 1)
      let order = Array(0..<shape.rank).shuffled(using: &chance)
      try check(Permute(order), [shape], layout, &chance) { Naive.permute($0[0], order, $1) }
      try check(Permute(), [shape], layout, &chance) {
        Naive.permute($0[0], Array((0..<shape.rank).reversed()), $1)
      }
      let axis = chance.number(-shape.rank...shape.rank - 1)
      try check(Flip(axis: axis), [shape], layout, &chance) { operands, _ in
        var indices = [Slice.Index](repeating: .all, count: shape.rank)
        indices[axis < 0 ? axis + shape.rank : axis] = .range(nil, nil, step: -1)
        return Naive.slice(operands[0], indices)
      }
      let count = chance.number(0...3)
      try check(Repeat(count), [shape], layout, &chance) { operands, _ in
        Array(repeatElement(operands[0].elements, count: count).joined())
      }
      try check(Reshape([-1, 1] + shape.dims.filter { $0 == 1 }), [shape], layout, &chance) {
        operands, _ in operands[0].elements
      }
    }
  }

  @Test(arguments: layouts.indices)
  func concatenate(layout: Int) throws {
    var chance = Chance(seed: 29)
    for _ in 0..<200 {
      let shape = chance.shape(least: 1)
      let axis = chance.number(-shape.rank...shape.rank - 1)
      let place = axis < 0 ? axis + shape.rank : axis
      let shapes = (0..<chance.number(1...3)).map { _ in
        shape.replacing(place, with: chance.number(0...3))
      }
      try check(Concatenate(axis: axis), shapes, layout, &chance) { operands, result in
        Naive.concatenate(operands, place, result)
      }
    }
  }

  @Test(arguments: layouts.indices)
  func gather(layout: Int) throws {
    var chance = Chance(seed: 30)
    for _ in 0..<200 {
      let table: Shape = [chance.number(0...4), chance.number(0...3)]
      try check(Gather(), [table, chance.shape()], layout, &chance) { operands, _ in
        operands[1].elements.flatMap { index -> [Double] in
          var row = Int(index)
          if row < 0 { row += table[0] }
          guard (0..<table[0]).contains(row) else {
            return [Double](repeating: .nan, count: table[1])
          }
          return Array(operands[0].elements[row * table[1]..<(row + 1) * table[1]])
        }
      }
    }
  }

  @Test(arguments: layouts.indices)
  func spreadAndProducts(layout: Int) throws {
    var chance = Chance(seed: 32)
    for _ in 0..<100 {
      let (small, large) = chance.broadcastPair()
      if let whole = small.broadcast(with: large) {
        try check(BroadcastTo(whole.dims), [small], layout, &chance) { operands, shape in
          Naive.elementwise(operands, shape) { $0[0] }
        }
      }
      let rows = chance.shape()
      let (m, n) = (chance.number(0...3), chance.number(1...4))
      try check(
        TransposedProduct(), [Shape(rows.dims + [m]), Shape(rows.dims + [n])], layout, &chance
      ) { operands, _ in
        (0..<m).flatMap { i in
          (0..<n).map { j in
            (0..<rows.count).reduce(0) {
              $0 + operands[0].elements[$1 * m + i] * operands[1].elements[$1 * n + j]
            }
          }
        }
      }
      let count = chance.number(0...4)
      try check(ScatterAdd(count), [Shape(rows.dims + [n]), rows], layout, &chance) { operands, _ in
        var table = [Double](repeating: 0, count: count * n)
        for place in 0..<rows.count {
          var row = Int(operands[1].elements[place])
          if row < 0 { row += count }
          guard (0..<count).contains(row) else { continue }
          for column in 0..<n {
            table[row * n + column] += operands[0].elements[place * n + column]
          }
        }
        return table
      }
    }
  }

  /// An op that sums up over samples gives the sum of what it gives for each.
  @Test(arguments: [1, 2, 9, 20])
  func sumsOverSamples(rows: Int) throws {
    var chance = Chance(seed: 33)
    let sliding = Sliding(rank: 1, strides: [2])
    let cases: [(op: any SummingOp, shapes: [Shape])] = [
      (TransposedProduct(), [[2, 3], [2, 4]]), (TransposedProduct(), [[3], [2]]),
      (ScatterAdd(3), [[4, 2], [4]]),
      (ConvolveKernel(window: [3], sliding), [[7, 2], [3, 4]]),
      (ConvolveKernel(window: [3], sliding, groups: 2), [[7, 4], [3, 2]]),
    ]
    for scalar in [Scalar.single, .double] {
      for (op, shapes) in cases {
        for isShared in [false, true] where rows > 1 || !isShared {
          let types = shapes.map { TensorType($0, scalar == .single ? .float32 : .float64) }
          let type = try op.result(of: types)
          let operands = shapes.enumerated().map { place, shape in
            (0..<(isShared && place == 1 ? 1 : rows)).map { _ in chance.tensor(shape) }
          }
          let signature = Signature(
            zip(types, operands).map { Signature.Operand($0, isBatched: $1.count > 1) }, type,
            rows: rows, scalar, sumsRows: true)
          let sum = run(op.overAllSamples, signature, operands.map { $0.flatMap(\.elements) })
          var expected = [Double](repeating: 0, count: type.shape.count)
          for row in 0..<rows {
            let own = operands.map { $0.count > 1 ? $0[row] : $0[0] }
            expected = zip(expected, try op.apply(to: own).elements).map(+)
          }
          #expect(zip(sum, expected).allSatisfy { abs($0 - $1) <= 1e-4 }, "\(op) \(isShared)")
        }
      }
      for kind in OverSamples.Kind.allCases {
        let type = TensorType([2, 3], scalar == .single ? .float32 : .float64)
        let tensors = (0..<rows).map { _ in chance.tensor([2, 3]) }
        let op = OverSamples(kind)
        let signature = Signature(
          [Signature.Operand(type, isBatched: true)], try op.result(of: [type]), rows: rows, scalar,
          sumsRows: true)
        let found = run(op, signature, [tensors.flatMap(\.elements)])
        let sums = (0..<6).map { place in tensors.reduce(0) { $0 + $1.elements[place] } }
        let most = (0..<6).map { place in tensors.map { $0.elements[place] }.max() ?? 0 }
        let expected: [Double] =
          switch kind {
          case .sum: sums
          case .mean: sums.map { $0 / Double(rows) }
          case .max: most
          case .count: [Double(rows)]
          }
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) })
        #expect(found.count == expected.count)
      }
    }
  }

  /// A whole number that starts again at the other end below 0.
  private func again(_ number: Double, _ span: Double) -> Double {
    let whole = number.rounded(.towardZero)
    return whole < 0 ? whole + span : whole
  }

  @Test(arguments: layouts.indices)
  func cast(layout: Int) throws {
    var chance = Chance(seed: 31)
    for dtype in DType.allCases where !dtype.isFloat || dtype == .float64 {
      try check(Cast(dtype), [[7]], layout, &chance) { operands, _ in
        operands[0].elements.map { number in
          switch dtype {
          case .bool: number != 0 ? 1 : 0
          case .float64: number
          case .uint8: again(number, 0x1p8)
          case .uint16: again(number, 0x1p16)
          case .uint32: again(number, 0x1p32)
          case .uint64: again(number, 0x1p64)
          default: number.rounded(.towardZero)
          }
        }
      }
    }
  }

  // MARK: The comparison

  /// Runs the kernel for operands of random numbers, each its own for every row or shared by all,
  /// and the plain computation row by row.
  private func check(
    _ op: some Op, _ shapes: [Shape], _ layout: Int, _ chance: inout Chance,
    _ naive: ([Tensor], Shape) -> [Double]
  ) throws {
    let (rows, scalar) = OpKernelTests.layouts[layout]
    let types = shapes.map { TensorType($0, scalar == .single ? .float32 : .float64) }
    guard let type = try? op.result(of: types) else { return }
    var batched = shapes.map { _ in rows > 1 && chance.number(0...1) == 0 }
    if rows > 1, !batched.contains(true) { batched[chance.number(0...batched.count - 1)] = true }
    let operands = zip(shapes, batched).map { shape, isBatched in
      (0..<(isBatched ? rows : 1)).map { _ in chance.tensor(shape) }
    }
    let signature = Signature(
      zip(types, batched).map { Signature.Operand($0, isBatched: $1) }, type, rows: rows, scalar)
    let computed = run(op, signature, operands.map { $0.flatMap(\.elements) })
    let expected = (0..<rows).flatMap { row in
      naive(operands.map { $0.count > 1 ? $0[row] : $0[0] }, type.shape)
    }
    try #require(computed.count == expected.count, "\(op) \(shapes)")
    let tolerance = scalar == .single ? 2e-6 : 1e-14
    for (got, want) in zip(computed, expected)
    where
      !(got == want || (got.isNaN && want.isNaN)
      || abs(got - want) <= tolerance * max(abs(want), 1))
    {
      Issue.record("\(op) of \(shapes) batched \(batched): \(got), not \(want)")
      return
    }
  }

  private func run(_ op: some Op, _ signature: Signature, _ operands: [[Double]]) -> [Double] {
    let kernel = op.kernel(for: signature)
    // Every buffer ends in numbers that the kernel must neither read nor write.
    switch signature.scalar {
    case .single:
      return run(kernel, operands.map { $0.map(Float.init) }, signature.count).map(Double.init)
    case .double:
      return run(kernel, operands, signature.count)
    }
  }

  private func run<S: BinaryFloatingPoint>(
    _ kernel: Kernel, _ operands: [[S]], _ count: Int
  ) -> [S] {
    let guards = 8
    let buffers = operands.map { operand in
      let buffer = UnsafeMutablePointer<S>.allocate(capacity: operand.count + guards)
      buffer.initialize(repeating: 12345, count: operand.count + guards)
      buffer.update(from: operand, count: operand.count)
      return buffer
    }
    let output = UnsafeMutablePointer<S>.allocate(capacity: count + guards)
    output.initialize(repeating: 54321, count: count + guards)
    defer {
      for buffer in buffers { buffer.deallocate() }
      output.deallocate()
    }
    buffers.map { UnsafeRawPointer($0) }.withUnsafeBufferPointer { pointers in
      if let start = pointers.baseAddress { kernel(start, UnsafeMutableRawPointer(output)) }
    }
    for index in count..<count + guards {
      #expect(output[index] == 54321, "written past the end")
    }
    return Array(UnsafeBufferPointer(start: output, count: count))
  }
}

extension Chance {
  /// Up to three axes of 0 to 4; lengths of 1 and 0 are common.
  mutating func shape(least: Int = 0) -> Shape {
    Shape((0..<number(least...3)).map { _ in number(0...12) == 0 ? 0 : number(1...4) })
  }

  /// Two shapes that broadcast.
  mutating func broadcastPair(highest: Int = 3) -> (Shape, Shape) {
    let whole = (0..<number(0...highest)).map { _ in number(0...12) == 0 ? 0 : number(1...4) }
    let sides = (0..<2).map { _ in
      Shape(whole.dropFirst(number(0...whole.count)).map { number(0...2) == 0 ? 1 : $0 })
    }
    return (sides[0], sides[1])
  }

  mutating func bound() -> Int? {
    switch number(0...9) {
    case 0: Int.max
    case 1: Int.min
    case 2, 3, 4: nil
    default: number(-5...5)
    }
  }
}
