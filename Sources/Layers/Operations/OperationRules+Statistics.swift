import Tensors
import Terms

/// What is made of many numbers along axes: deviations, norms, and what passes over NaN.
extension OperationRules {
  static let statistics = [
    OperationRule("Var", tf: ["reduce_variance"]) { try $0.along { $0.variance($1, $2) } },
    OperationRule("Std", tf: ["reduce_std"]) { try $0.along { $0.variance($1, $2)(Sqrt()) } },
    OperationRule("Logsumexp", tf: ["reduce_logsumexp"]) { call in
      try call.along { x, axes, keeps in
        let most = x(Reduce(.max, axes: axes, keepsAxes: true))
        // Infinity is not taken off.
        let isFinite = Term.apply(Less(), [most(Abs()), .number(.infinity)])
        let shift = Term.select(isFinite, most, 0)
        let sum = (x - shift)(Exp())(Reduce(.sum, axes: axes, keepsAxes: true))(Log()) + shift
        return keeps ? sum : sum(Reduce(.sum, axes: axes))
      }
    },
    OperationRule("Norm", tf: ["norm"]) { try $0.norm() },
    OperationRule(tf: ["reduce_euclidean_norm"]) { call in
      try call.along { $0(Square())(Reduce(.sum, axes: $1, keepsAxes: $2))(Sqrt()) }
    },
    OperationRule.several(tf: ["linalg.normalize"]) { call in
      let order = try call.order()
      let x = try call.realX()
      let axes = try call.axes(rank: x.shape.rank)
      let norm = try x.norm(order, axes, true, call)
      return [x / norm, norm]
    },
    OperationRule(tf: ["l2_normalize"]) { call in
      let x = try call.realX()
      let axes = try call.axes(rank: x.shape.rank)
      let squares = x(Square())(Reduce(.sum, axes: axes, keepsAxes: true))
      return x * Term.maximum(squares, .number(try call.number("epsilon") ?? 1e-12))(Rsqrt())
    },
    OperationRule.several("Moments", tf: ["moments"]) { call in
      let x = try call.x()
      guard call.dtype(of: x).isFloat else {
        throw call.misuse("of whole numbers: TensorFlow makes whole ones of them")
      }
      guard let axes = try call.integers("axes") else { throw call.misuse("mixes samples") }
      let places = try axes.map { try call.axis($0, rank: x.shape.rank) }
      let keeps = try call.flag("keepdims")
      try call.without("synchronized")
      return [x(Reduce(.mean, axes: places, keepsAxes: keeps)), x.variance(places, keeps)]
    },
    OperationRule("Normalize") { try $0.normalized() },
    OperationRule("CountNonzero", tf: ["count_nonzero"]) { call in
      let x = try call.x()
      let axes = try call.axes(rank: x.shape.rank)
      let keeps = try call.flag("keepdims")
      let count = Term.apply(NotEqual(), [x, 0])(Reduce(.sum, axes: axes, keepsAxes: keeps))
      return count(Cast(try call.dtype() ?? (call.isTensorFlow ? .int64 : .int32)))
    },
    OperationRule("Ptp") { call in
      let x = try call.x()
      let axes = try call.axes(rank: x.shape.rank)
      let keeps = try call.flag("keepdims")
      return call.wrapped(
        x(Reduce(.max, axes: axes, keepsAxes: keeps))
          - x(Reduce(.min, axes: axes, keepsAxes: keeps)))
    },
    OperationRule("Nansum") {
      try $0.alongFractions(orWhole: .sum) {
        $0.withoutNaN(0)(Reduce(.sum, axes: $1, keepsAxes: $2))
      }
    },
    OperationRule("Nanprod") {
      try $0.alongFractions(orWhole: .prod) {
        $0.withoutNaN(1)(Reduce(.prod, axes: $1, keepsAxes: $2))
      }
    },
    OperationRule("Nanmean") { try $0.along { $0.meanWithoutNaN($1, $2) } },
    OperationRule("Nanvar") { try $0.along { $0.varianceWithoutNaN($1, $2) } },
    OperationRule("Nanstd") { try $0.along { $0.varianceWithoutNaN($1, $2)(Sqrt()) } },
    OperationRule("Nanmax") {
      try $0.alongFractions(orWhole: .max) { $0.greatestWithoutNaN(.max, $1, $2) }
    },
    OperationRule("Nanmin") {
      try $0.alongFractions(orWhole: .min) { $0.greatestWithoutNaN(.min, $1, $2) }
    },
  ]
}

extension OperationCall {
  /// A float made of the operand's along axes, which stay with length 1 if they are told to.
  func along(_ body: (Term, [Int], Bool) throws -> Term) throws -> Term {
    let x = try realX()
    return try body(x, try axes(rank: x.shape.rank), try flag("keepdims"))
  }
}

extension OperationCall {
  /// That of fractions; whole numbers, among which there is no NaN, are reduced as they are.
  fileprivate func alongFractions(
    orWhole kind: Reduce.Kind, _ body: (Term, [Int], Bool) throws -> Term
  ) throws -> Term {
    let own = dtype(of: try x())
    guard !own.isFloat else { return try along(body) }
    switch kind {
    case .max where own == .bool: return try reduced(.any)
    case .min where own == .bool: return try reduced(.all)
    case .max, .min: return wrapped(try reduced(kind))
    default: return try total(kind)
    }
  }
}

extension Term {
  fileprivate func variance(_ axes: [Int], _ keeps: Bool) -> Term {
    let mean = self(Reduce(.mean, axes: axes, keepsAxes: true))
    return (self - mean)(Square())(Reduce(.mean, axes: axes, keepsAxes: keeps))
  }

  /// A number in the place of every NaN.
  fileprivate func withoutNaN(_ number: Double) -> Term {
    .select(self(IsNaN()), .number(number), self)
  }

  /// How many are no NaN.
  private func counted(_ axes: [Int], _ keeps: Bool) -> Term {
    self(IsNaN())(LogicalNot())(Cast((try? type().dtype) ?? .float32))(
      Reduce(.sum, axes: axes, keepsAxes: keeps))
  }

  fileprivate func meanWithoutNaN(_ axes: [Int], _ keeps: Bool) -> Term {
    withoutNaN(0)(Reduce(.sum, axes: axes, keepsAxes: keeps)) / counted(axes, keeps)
  }

  fileprivate func varianceWithoutNaN(_ axes: [Int], _ keeps: Bool) -> Term {
    // What is missing lies at the mean, and has a slope of 0.
    let mean = meanWithoutNaN(axes, true)
    let gaps = (Term.select(self(IsNaN()), mean, self) - mean)(Square())
    return gaps(Reduce(.sum, axes: axes, keepsAxes: keeps)) / counted(axes, keeps)
  }

  /// The greatest or least that is no NaN; NaN where all are.
  fileprivate func greatestWithoutNaN(
    _ kind: Reduce.Kind, _ axes: [Int], _ keeps: Bool
  ) -> Term {
    let least = kind == .max ? -Double.infinity : .infinity
    let found = withoutNaN(least)(Reduce(kind, axes: axes, keepsAxes: keeps))
    let isNone = self(IsNaN())(Reduce(.all, axes: axes, keepsAxes: keeps))
    return .select(isNone, .number(.nan), found)
  }
}
