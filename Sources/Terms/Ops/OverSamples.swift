import CKernels
import Tensors

/// `sum_samples(x)`, `mean_samples(x)`, `max_samples(x)`, `count_samples(x)`: over all samples that are fed together.
///
/// The one place where the batch is seen: what all samples share gets its gradient from all of them, and a loss is a
/// mean over them. Of one sample alone, as an expression has it, the sum and the greatest are x itself.
package struct OverSamples: Op {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case sum, mean, max, count
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let dtype = operands[0].dtype
    return TensorType(
      kind == .count ? .scalar : operands[0].shape, dtype.isFloat ? dtype : .float32)
  }

  package func isBatched(_ operands: Bool) -> Bool { false }

  package func kernel(for signature: Signature) -> Kernel {
    let operand = signature.operands[0]
    let rows = operand.isBatched ? signature.rows : 1
    let count = operand.shape.count
    let all = Double(rows)
    let (isCount, isMean) = (kind == .count, kind == .mean && rows > 1)
    if kind == .max { return OverSamples.greatest(signature.scalar, rows, count) }
    switch signature.scalar {
    case .single:
      return { operands, out in
        if isCount { return out.f32.pointee = Float(all) }
        ks_sum_columns_f32(operands[0].f32, rows, count, out.f32)
        guard isMean else { return }
        var divisor = Float(all)
        ks_div_f32(out.f32, 1, &divisor, 0, out.f32, count)
      }
    case .double:
      return { operands, out in
        if isCount { return out.f64.pointee = all }
        ks_sum_columns_f64(operands[0].f64, rows, count, out.f64)
        guard isMean else { return }
        var divisor = all
        ks_div_f64(out.f64, 1, &divisor, 0, out.f64, count)
      }
    }
  }

  /// The greatest of each column; NaN where one is.
  private static func greatest(_ scalar: Scalar, _ rows: Int, _ count: Int) -> Kernel {
    func loop<Number: BinaryFloatingPoint>(
      _ x: UnsafePointer<Number>, _ result: UnsafeMutablePointer<Number>
    ) {
      for column in 0..<count {
        var most = x[column]
        for row in 1..<max(rows, 1) where !(x[row * count + column] <= most) && !most.isNaN {
          most = x[row * count + column]
        }
        result[column] = most
      }
    }
    switch scalar {
    case .single: return { operands, out in loop(operands[0].f32, out.f32) }
    case .double: return { operands, out in loop(operands[0].f64, out.f64) }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let own = elements.samples(true).map { Derivation.Source(0, element, sample: $0) }
    switch kind {
    case .sum: return .series(own.map { Derivation.Product([$0]) })
    case .mean: return .series(own.map { Derivation.Product([$0]) }, divisor: Double(own.count))
    case .max:
      return .choice(own, decisive: Reduce(.max).decisive(try own.map(elements.number)))
    case .count: return .function([])
    }
  }

  /// To every sample g, or its part of it; of the greatest to those that are equal to it, in equal parts.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    switch kind {
    case .sum: [g]
    case .mean: [g / .apply(OverSamples(.count), operands)]
    case .max: [greatest(g, operands[0], result)]
    case .count: [nil]
    }
  }

  private func greatest(_ g: Term, _ x: Term, _ result: Term) -> Term {
    let chosen = Term.apply(Equal(), [x, result])
    return g * chosen / OverSamples.sum(chosen.counted(like: x))
  }

  private var name: String { "\(kind.rawValue)_samples" }

  /// The greatest of one sample, of which a function is, is its own.
  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    kind == .max ? operands[0] : .call(name, operands)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    switch kind {
    case .sum: Formula(#"\sum "# + operands[0].bracketed(below: .product), .product)
    case .mean: Formula(#"\frac{1}{N}\sum "# + operands[0].bracketed(below: .product), .product)
    case .max: Formula(#"\max "# + operands[0].bracketed(below: .product), .product)
    case .count: Formula("N")
    }
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .sameOrder }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    guard style.alphabet == .unicode else { return .call(name, operands) }
    switch kind {
    case .sum: return OverSamples.sum(operands[0])
    case .mean, .max: return .call(name, operands)
    case .count: return Formula("N")
    }
  }

  /// The sign of a sum over samples: `Σ ∂z`.
  package static let sign = "Σ"

  static func sum(_ operand: Formula) -> Formula {
    Formula("\(sign) \(operand.bracketed(below: .product))", .sum)
  }

  /// The sum of a term over all samples, by the op that makes it at once where there is one.
  static func sum(_ term: Term) -> Term {
    guard case .apply(let op, let operands) = term else { return term(OverSamples(.sum)) }
    if let summing = op as? any SummingOp { return .apply(summing.overAllSamples, operands) }
    // `Σ xᵀ·∂z` as it is written.
    if op is MatMul, case .apply(let other, let inner) = operands[0],
      let turned = other as? Permute, turned.order == nil,
      inner[0].shape.rank == operands[1].shape.rank,
      inner[0].shape.rank <= 2
    {
      return .apply(TransposedProduct(sumsSamples: true), [inner[0], operands[1]])
    }
    return term(OverSamples(.sum))
  }
}

extension OverSamples: CalledOp {
  package static var calls: [Function] {
    Kind.allCases.map { kind in
      .of("\(kind.rawValue)_samples") { terms, _ in
        kind == .sum ? OverSamples.sum(terms[0]) : .apply(OverSamples(kind), terms)
      }
    }
  }
}
