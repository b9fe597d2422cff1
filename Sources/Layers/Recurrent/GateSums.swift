import Equations
import Terms

/// `x·W + h₋₁·U + b` of a cell, in blocks of equal width, one for each gate.
struct GateSums {
  let name: String
  let gates: [String]
  let note: String

  /// The sums of products, as blocks of one equation, or gate by gate where each gets something else.
  func write(
    _ products: [(kept: Kept, matrix: Term)], _ bias: Term?, to eq: Equations
  ) throws -> [Term] {
    try write(products.map { GateProduct(kept: $0.kept, matrix: $0.matrix) }, bias, to: eq)
  }

  /// The same of products of another kind, such as convolutions.
  func write(_ products: [GateProduct], _ bias: Term?, to eq: Equations) throws -> [Term] {
    func sum(_ part: (Term) -> Term, _ row: (Kept) -> Term) -> Term {
      let terms = products.map { $0.product(row($0.kept), part($0.matrix)) }
      return terms.dropFirst().reduce(terms[0], +) + bias.map(part)
    }
    let count = gates.count
    guard products.contains(where: \.kept.isPerGate) else {
      let all = try eq(Name(name), sum({ $0 }, \.term), note)
      return gates.indices.map { all.part($0, of: count) }
    }
    return try gates.enumerated().map { index, gate in
      try eq(
        Name("\(name)_\(gate)"), sum({ $0.part(index, of: count) }) { $0.row(index) },
        "of \(gate) alone")
    }
  }
}

/// A product that the gates' sums add up: of what is left of an input or a state, and of weights.
struct GateProduct {
  let kept: Kept
  let matrix: Term
  var product: (Term, Term) -> Term = { $0 • $1 }
}
