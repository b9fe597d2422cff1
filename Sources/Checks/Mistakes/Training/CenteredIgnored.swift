import Terms

/// `√(v + ε)` for `√(v − ḡ² + ε)`: RMSprop's centered=True ignored.
struct CenteredIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "centered=True ignored: the square of the mean slope not taken from v"
    let slip = anatomy.slip("T81", title, in: anatomy.updates) { _, term in
      term.replacing { part in
        guard let (v, square) = part.pair(of: Subtract.self),
          let mean = square.operand(of: Square.self)?.value, mean.name.ascii.hasPrefix("g_mean_")
        else { return nil }
        return v
      }
    }
    return slip.map { [$0] } ?? []
  }
}
