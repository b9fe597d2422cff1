import Equations
import Tensors
import Terms

/// Functions of TensorFlow of matrices, of neighbours along an axis, and of cosines.
extension OperationRules {
  static let bands = [
    OperationRule(tf: ["set_diag"]) { try $0.withDiagonal() },
    OperationRule(tf: ["expm"]) { try $0.exponential() },
    OperationRule(tf: ["cumulative_logsumexp"]) { try $0.logarithmOfSums() },
    OperationRule(tf: ["signal.dct"]) { call in
      try call.cosines(type: try call.integer("type") ?? 2)
    },
    OperationRule(tf: ["signal.idct"]) { call in
      let type = try call.integer("type") ?? 2
      return try call.cosines(type: [2: 3, 3: 2][type] ?? type)
    },
    OperationRule(tf: ["signal.fftshift"]) { try $0.shifted { $0 / 2 } },
    OperationRule(tf: ["signal.ifftshift"]) { try $0.shifted { ($0 + 1) / 2 } },
    OperationRule(tf: ["nn.weighted_cross_entropy_with_logits"]) { call in
      let operands = try call.operands(["labels"], ["logits"]).map { call.real($0) }
      let (y, z) = (operands[0], operands[1])
      let q = try call.terms(call.given([["pos_weight"]], from: 2))[0]
      let rest = (-z(Abs()))(Exp())(Log1p()) + (-z)(Relu())
      return (1 - y) * z + (1 + (q - 1) * y) * rest
    },
    OperationRule(tf: ["nn.log_poisson_loss"]) { call in
      let operands = try call.operands(["targets"], ["log_input"]).map { call.real($0) }
      try call.without("compute_full_loss")
      return operands[1](Exp()) - operands[1] * operands[0]
    },
    OperationRule(tf: ["nn.local_response_normalization"]) { try $0.normalizedByNeighbours() },
    OperationRule.several(tf: ["identity_n"]) { try $0.tensors("input") },
    OperationRule(tf: ["gather_nd"]) { try $0.takenByPlaces() },
  ]
}

extension OperationCall {
  /// x with other numbers on its diagonal, (…, rows, columns).
  fileprivate func withDiagonal() throws -> Term {
    let given = try given([["input"], ["diagonal"]])
    guard case .tensor(let matrix) = given[0], case .tensor(let diagonal) = given[1] else {
      throw misuse("of another thing than two tensors is not supported")
    }
    let (x, d) = (matrix.term, diagonal.term)
    _ = argument(["align"])
    let k = try integer("k") ?? 0
    guard x.shape.rank >= 2 else { throw misuse("mixes samples") }
    let (rows, columns) = (x.shape[x.shape.rank - 2], x.shape.width)
    let length = min(rows + min(k, 0), columns - max(k, 0))
    guard length > 0, d.shape.dims == Array(x.shape.dims.dropLast(2)) + [length] else {
      throw misuse("of \(x.shape) and \(d.shape) is not supported")
    }
    let none = [Int](repeating: 0, count: d.shape.rank - 1)
    let front = max(-k, 0)
    let whole = d(Pad(before: none + [front], after: none + [rows - front - length]))
    let m = try eq.constant("m", [rows, columns], .bool) {
      (0..<rows * columns).map { $0 % columns - $0 / columns == k ? 1 : 0 }
    }
    return .select(m, whole(Reshape(whole.shape.dims + [1])), x)
  }

  /// `e^A = (e^(A/2¹⁴))^(2¹⁴)`, the inner one by the first terms of its series.
  fileprivate func exponential() throws -> Term {
    let x = real(try operands(["input", "x"])[0])
    guard x.shape.rank == 2, x.shape[0] == x.shape[1], (1...64).contains(x.shape[0]) else {
      throw misuse(
        "of \(x.shape) is not supported: one square matrix a sample, with 64 rows at most")
    }
    remark = "right for matrices whose rows add up to 10⁴ at most, without signs"
    return try inDouble(x) { x in
      let E = try identity(x.shape[0], dtype: .float64)
      let halvings = 14
      let A = try eq("A", x / .number(Double(1 << halvings)), "so small that few terms are enough")
      var sum = E
      for k in (1...14).reversed() {
        sum = try eq(
          .numbered("T", k), E + A • sum / .number(Double(k)), "the series, from its end")
      }
      for step in 1...halvings { sum = try eq(.numbered("P", step), sum • sum, "squared") }
      return sum
    }
  }

  /// `ln Σ eˣ` of all numbers up to each along an axis.
  fileprivate func logarithmOfSums() throws -> Term {
    let x = try realX()
    let axis = try place(x, default: 0)
    try without("exclusive")
    let isBackwards = try flag("reverse")
    return try inDouble(x) { x in
      let most = try eq("m", x(Reduce(.max, axes: [axis], keepsAxes: true)), "the greatest of all")
      let shares = (x - most)(Exp())
      let turned = isBackwards ? shares(Flip(axis: axis)) : shares
      let sums = try eq("s", turned(CumulativeSum(axis: axis - x.shape.rank)), "what adds up")
      return (isBackwards ? sums(Flip(axis: axis)) : sums)(Log()) + most
    }
  }

  /// `Σ xₙ·cos …` along the last axis: the cosine transforms of four types.
  fileprivate func cosines(type: Int) throws -> Term {
    let given = real(try operands(["input"])[0])
    let n = try integer("n") ?? given.shape.width
    guard try integer("axis") ?? -1 == -1, given.shape.rank >= 1, (1...4).contains(type),
      (1...2048).contains(n), n > 1 || type != 1
    else { throw misuse("of \(given.shape) with these settings is not supported") }
    let norm = try word("norm")
    guard norm == nil || norm == "ortho" && type != 1 else {
      throw misuse("with norm=\(norm ?? "") is not supported")
    }
    let x = try fitted(given, n)
    let C = try eq.constant("C", [n, n], eq.precision ?? .float32) {
      (0..<n * n).map { CosineTransform.factor($0 / n, $0 % n, n, type, isUnit: norm != nil) }
    }
    return x • C
  }

  /// The axes turned round by as many places as a rule makes of their length.
  fileprivate func shifted(_ places: (Int) -> Int) throws -> Term {
    let x = try operands(["x"])[0]
    guard let axes = try integers("axes") else { throw misuse("over all axes mixes samples") }
    return try axes.reduce(x) { y, axis in
      let place = try self.axis(axis, rank: x.shape.rank) + x.shape.rank
      let length = y.shape[place]
      let first = length - places(length)
      guard length > 1, first > 0, first < length else { return y }
      return .apply(
        Concatenate(axis: place - x.shape.rank),
        [stretch(y, place, first, length), stretch(y, place, 0, first)])
    }
  }

  /// `x/(b + α·Σ x²)^β`, the sum over channels that are r away at most.
  fileprivate func normalizedByNeighbours() throws -> Term {
    let x = try operands(["input"])[0]
    let radius = try integer("depth_radius") ?? 5
    let bias = try number("bias") ?? 1
    let alpha = try number("alpha") ?? 1
    let beta = try number("beta") ?? 0.5
    guard x.shape.rank == 3, (0...4096).contains(radius), dtype(of: x).isFloat else {
      throw misuse("of \(x.shape) is not supported")
    }
    let n = x.shape.width
    let B = try eq.constant("B", [n, n], dtype(of: x)) {
      (0..<n * n).map { abs($0 / n - $0 % n) <= radius ? 1 : 0 }
    }
    let sums = try eq("s", x(Square()) • B, "of the neighbours' squares")
    return x / .apply(Power(), [.number(bias) + .number(alpha) * sums, .number(beta)])
  }

  /// What stands in the places of a sample that rows of indices name.
  fileprivate func takenByPlaces() throws -> Term {
    let given = try given([["params"], ["indices"]])
    guard case .tensor(let params) = given[0], case .tensor(let rows) = given[1],
      try integer("batch_dims") == 1, !dtype(of: rows.term).isFloat
    else { throw misuse("without batch_dims=1 chooses among samples") }
    _ = argument(["bad_indices_policy"])
    let (x, indices) = (params.term, rows.term)
    let depth = indices.shape.rank > 0 ? indices.shape.width : 0
    guard depth >= 1, depth <= x.shape.rank else {
      throw misuse("of \(x.shape) by indices \(indices.shape) is not supported")
    }
    let lengths = Array(x.shape.dims.prefix(depth))
    let others = Array(x.shape.dims.dropFirst(depth))
    let count = lengths.reduce(1, *)
    guard count <= 1 << 16 else { throw misuse("of \(count) places is not supported") }
    var place: Term?
    var isThere: Term?
    for (axis, length) in lengths.enumerated() {
      let index = indices(Slice.last(axis..<axis + 1, rank: indices.shape.rank))
      let isWithin = Term.apply(
        LogicalAnd(),
        [.apply(GreaterEqual(), [index, 0]), .apply(Less(), [index, .number(Double(length))])])
      isThere = isThere.map { .apply(LogicalAnd(), [$0, isWithin]) } ?? isWithin
      place = place.map { $0 * .number(Double(length)) + index } ?? index
    }
    guard let place, let isThere else { throw misuse("of nothing") }
    let ends = try eq.refused(
      where: isThere(LogicalNot()), "an index is not within \(Shape(lengths))")
    let all = try eq.constant("c", [count], .int32) { (0..<count).map(Double.init) }
    let isOne = try eq("e", .apply(Equal(), [place, all]), "which place it is")
    let hot = isOne(Cast(dtype(of: x)))(Reshape([indices.shape.count / depth, count]))
    let flat = x(Reshape([count, others.reduce(1, *)]))
    let taken = (hot • flat)(Reshape(Array(indices.shape.dims.dropLast()) + others))
    return dtype(of: taken).isFloat ? .select(ends, .number(.nan), taken) : taken
  }
}
