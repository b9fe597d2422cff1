import Equations
import Terms

/// `w′ = w + m′` where Nesterov looks ahead: `w′ = w + μ·m′ − η·g`.
struct NesterovForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T22", "Nesterov's look ahead forgotten", in: anatomy.updates) {
      site, term in
      guard site.weight(endingWith: "_next") != nil, let (w, way) = term.pair(of: Add.self),
        let (ahead, _) = way.pair(of: Subtract.self), let (m, _) = ahead.pair(of: Multiply.self),
        m.value?.name.ascii.hasSuffix("_next") == true
      else { return nil }
      return w + m
    }
    return slip.map { [$0] } ?? []
  }
}
