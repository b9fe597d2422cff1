import Terms

/// `t = 0` at the first step, where Keras counts from 1.
struct StepsFromZero: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let isRead = anatomy.updates.contains { $0.name != "t" && $0.term.value("t") != nil }
    let slip = anatomy.slip("T18", "the steps counted from 0", in: anatomy.updates) { site, term in
      isRead && site.name == "t" ? term.pair(of: Add.self)?.0 : nil
    }
    return slip.map { [$0] } ?? []
  }
}
