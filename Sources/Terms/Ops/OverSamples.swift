import Tensors

/// `sum_samples(x)`, `mean_samples(x)`, `max_samples(x)`, `count_samples(x)`: over all samples that are fed together.
///
/// The one place where the batch is seen: what all samples share gets its gradient from all of them, and a loss is a
/// mean over them. Of one sample alone, as an expression has it, the sum and the greatest are x itself.
package struct OverSamples: ChoosingOp {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case sum, mean, max, count
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  package var choice: Choice? { kind == .max ? .max : nil }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let dtype = operands[0].dtype
    return TensorType(
      kind == .count ? .scalar : operands[0].shape, dtype.isFloat ? dtype : .float32)
  }

  package func isBatched(_ operands: Bool) -> Bool { false }

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

extension Term {
  /// Whether it only says how many samples there are.
  package var countsSamples: Bool {
    if case .apply(let op, _) = self { (op as? OverSamples)?.kind == .count } else { false }
  }
}
