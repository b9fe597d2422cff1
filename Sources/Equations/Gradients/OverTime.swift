import Tensors
import Terms

/// A loop's terms seen from behind it: of all timesteps at once.
struct OverTime {
  let eq: Equations
  let loop: Int

  init(_ eq: Equations, _ loop: Int) {
    self.eq = eq
    self.loop = loop
  }

  /// The term as it can be summed up over time; what cannot becomes a value of its own in every timestep.
  func kept(_ term: Term, _ part: Term) throws -> Term {
    if sumOfProducts(term) != nil || isStackable(term.withoutSum.inner) { return term }
    let name = part.value?.name ?? "p"
    let own = Name("d\(name.ascii)_t", "∂\(name.unicode)ₜ")
    if case .apply(let op, let operands) = term, op is TransposedProduct || op is ScatterAdd {
      return term.with(try operands.map { isStackable($0) ? $0 : try eq(own, $0) })
    }
    return try eq(own, term, "in this timestep")
  }

  /// The sum of a kept term over all timesteps.
  func sum(_ term: Term) -> Term {
    if let products = sumOfProducts(term) { return products }
    let (inner, axes) = term.withoutSum
    return (stacked(inner) ?? inner)(Reduce(.sum, axes: [0] + axes.map { $0 + 1 }))
  }

  /// Products whose rows are summed up: those of all timesteps are more rows.
  private func sumOfProducts(_ term: Term) -> Term? {
    guard case .apply(let op, let operands) = term, op is TransposedProduct || op is ScatterAdd,
      operands.allSatisfy(isStackable)
    else { return nil }
    return .apply(op, operands.map { stacked($0) ?? $0 })
  }

  /// Whether a term of all timesteps is the same term of its values' stacks.
  private func isStackable(_ term: Term) -> Bool {
    switch term {
    case .value(let value): return value.scope == eq.axis(loop)
    case .number, .named: return false
    case .apply(let op, let operands):
      guard op is any UnaryOp || op is any BinaryOp || op is Select || op is Cast else {
        return false
      }
      let rank = term.shape.rank
      let inside = operands.filter { !isOutside($0) }
      return !inside.isEmpty && inside.allSatisfy { $0.shape.rank == rank && isStackable($0) }
    }
  }

  private func isOutside(_ term: Term) -> Bool {
    let axis = eq.axis(loop)
    return term.values.allSatisfy { !eq.program.loops($0.scope).contains(axis) }
  }

  /// The term over time: its values as arrays with an axis of timesteps before their own.
  func stacked(_ term: Term) -> Term? {
    guard isStackable(term) else { return nil }
    return term.replacing { part in
      guard let value = part.value, value.scope == eq.axis(loop) else { return nil }
      return .value(array(of: value))
    }
  }

  /// The array of a value of every timestep: the one that is there, or one that is collected on the way back.
  private func array(of value: Value) -> Value {
    let axis = eq.axis(loop)
    let scans = eq.program.scans
    if let rows = scans[axis].sequences.first(where: { $0.inner == value.id && !$0.isReversed }) {
      return eq.program.values[rows.outer]
    }
    for scan in [scans[axis], scans[loop]] {
      if let stack = scan.stacks.first(where: { $0.inner == value.id && !$0.isReversed }) {
        return eq.program.values[stack.outer]
      }
    }
    return eq.collect(.value(value), in: loop).value ?? value
  }
}

extension Term {
  /// A sum over axes from the front, taken apart.
  fileprivate var withoutSum: (inner: Term, axes: [Int]) {
    guard case .apply(let op, let operands) = self, let sum = op as? Reduce, sum.kind == .sum,
      !sum.keepsAxes
    else { return (self, []) }
    let axes = sum.axes ?? Array(operands[0].shape.dims.indices)
    return axes.allSatisfy { $0 >= 0 } ? (operands[0], axes) : (self, [])
  }
}
