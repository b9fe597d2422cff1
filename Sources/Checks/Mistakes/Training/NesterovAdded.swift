import Terms

/// `w′ = w + μ·m′ − η·g` where the momentum is plain: `w′ = w + m′`.
struct NesterovAdded: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.plainMomentumSlips("T52", "a look ahead as Nesterov's, where the momentum is plain") {
      w, m, share, down in w + (m * share - down)
    }
  }
}
