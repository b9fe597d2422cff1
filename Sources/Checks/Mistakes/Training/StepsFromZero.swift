import Terms

/// `t = 0` at the first step, where Keras counts from 1; or t + 1 in what corrects m and v, or always 1.
struct StepsFromZero: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let isRead = anatomy.updates.contains { $0.name != "t" && $0.term.value("t") != nil }
    guard isRead else { return [] }
    let ways: [(name: MistakeName, title: String, change: @Sendable (Term) -> Term?)] = [
      ("T18", "the steps counted from 0", { $0.pair(of: Add.self)?.0 }),
      (
        .known("T18").unpaired, "one step too many counted: corrected with t + 1", { $0 + 1 }
      ),
      (
        .possible("T18").unpaired, "t = 1 in every step: the steps not counted",
        { _ in 1 }
      ),
    ]
    guard anatomy.updatesBefore != 1 else {
      let title = "t = 1 in the second step too: the steps not counted, or from 0"
      return [
        anatomy.slip("T18", title, in: anatomy.updates) { site, term in
          site.name == "t" ? Term.number(1).spread(to: term.shape) : nil
        },
        anatomy.slip(ways[1].name, ways[1].title, in: anatomy.updates) { site, term in
          site.name == "t" ? ways[1].change(term)?.spread(to: term.shape) : nil
        },
      ].compactMap { $0 }
    }
    return ways.compactMap { name, title, change in
      anatomy.slip(name, title, in: anatomy.updates) { site, term in
        site.name == "t" ? change(term)?.spread(to: term.shape) : nil
      }
    }
  }
}
