import Terms

/// `½(ŷ − y)²` where MSE has no half: its slope alone, or in the loss as well.
struct HalfOfSquares: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let squares = Set(
      anatomy.losses.filter { site in
        site.name == "l" && site.term.operand(of: Reduce.self)?.operand(of: Square.self) != nil
      }.map(\.path))
    guard !squares.isEmpty else { return [] }
    let slope = "the slope of ½(ŷ − y)², without the factor 2 of MSE's"
    let gradient = anatomy.slip("T04", slope, in: anatomy.slopes) { _, term in
      var isThere = false
      let halved = term.replacing { part in
        guard !isThere, let (factor, rest) = part.pair(of: Multiply.self), factor.plainNumber == 2
        else { return nil }
        isThere = true
        return rest
      }
      return isThere ? halved : nil
    }
    let loss = anatomy.slip("T04", "½(ŷ − y)² for (ŷ − y)²", in: anatomy.losses) { site, term in
      site.name == "l" && squares.contains(site.path) ? 0.5 * term : nil
    }
    return [gradient, loss].compactMap { $0 }
  }
}
