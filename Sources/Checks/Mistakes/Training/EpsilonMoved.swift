import Terms

/// `√(v + ε)` for `√v + ε`, or the other way round.
struct EpsilonMoved: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let inside = anatomy.slip("T16", "ε inside the root", in: anatomy.updates) { _, term in
      term.replacing { part in
        guard let (root, epsilon) = part.pair(of: Add.self), epsilon.plainNumber != nil,
          let v = root.operand(of: Sqrt.self)
        else { return nil }
        return (v + epsilon)(Sqrt())
      }
    }
    let outside = anatomy.slip("T16", "ε outside the root", in: anatomy.updates) { _, term in
      term.replacing { part in
        guard let (v, epsilon) = part.operand(of: Sqrt.self)?.pair(of: Add.self),
          epsilon.plainNumber != nil
        else { return nil }
        return v(Sqrt()) + epsilon
      }
    }
    return [inside, outside].compactMap { $0 }
  }
}
