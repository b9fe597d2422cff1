import Terms

/// A value of a loop by which others are multiplied: i, f, g and o of an LSTM; z, r and g of a GRU.
///
/// It is a function of something, no state, and a factor of a product in its loop. That follows from
/// the equations, not from the layer's class.
package struct Gate: Hashable, Sendable {
  package let value: Value
  /// The layer call whose equations it stands among.
  package let frame: Int
  /// Its number among the gates of that call, in the order of the list, from 0.
  package let index: Int
  /// What its function can give; nil where that is not bounded.
  package let range: ClosedRange<Double>?
}

extension Program {
  /// Finds the gates, by the ids of their values.
  mutating func findGates() {
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
