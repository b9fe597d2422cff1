import Terms

extension Program {
  /// The gates of its loops, by the ids of their values.
  package var gates: [Int: Gate] {
    var gates: [Int: Gate] = [:]
    let factors = factorsInLoops
    let states = Set(scans.flatMap { $0.carries.map(\.next) })
    var counts: [Int: Int] = [:]
    for equation in equations {
      let id = equation.result.id
      guard equation.scan != nil, equation.isFunction, factors.contains(id), !states.contains(id)
      else { continue }
      let index = counts[equation.frame, default: 0]
      counts[equation.frame] = index + 1
      gates[id] = Gate(
        value: equation.result, frame: equation.frame, index: index, range: equation.term.range)
    }
    return gates
  }

  /// The values that are multiplied element by element in loops.
  private var factorsInLoops: Set<Int> {
    var factors: Set<Int> = []
    for equation in equations where equation.scan != nil {
      equation.term.visit { term in
        guard case .apply(let op, let operands) = term, op is Multiply else { return }
        factors.formUnion(operands.compactMap { $0.value?.id })
      }
    }
    return factors
  }
}

extension Equation {
  /// Whether it is one function of one thing.
  fileprivate var isFunction: Bool {
    switch term {
    case .apply(let op, let operands): op is any UnaryOp && operands.count == 1
    case .named(_, let operands): operands.count == 1
    case .value, .number: false
    }
  }
}
