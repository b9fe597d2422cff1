import Terms

/// `w′ = w + m′` where Nesterov looks ahead: `w′ = w + μ·m′ − η·g`.
struct NesterovForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T22", "Nesterov's look ahead forgotten", in: anatomy.updates) {
      site, term in
      site.ahead(term).map { $0.w + $0.m }
    }
    return slip.map { [$0] } ?? []
  }
}
