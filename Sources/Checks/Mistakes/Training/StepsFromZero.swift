import Terms

/// `t = 0` at the first step, where Keras counts from 1; or t + 1 in what corrects m and v, or always 1.
///
/// With t = 0 the correction divides by 0: who counts so leaves it out in the first step, or takes 1 there as well.
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
    if anatomy.updatesBefore == 0 {
      let counted = [ways[1], ways[2]].compactMap { name, title, change in
        anatomy.slip(name, title, in: anatomy.updates) { site, term in
          site.name == "t" ? change(term)?.spread(to: term.shape) : nil
        }
      }
      return StepsFromZero.begun(anatomy) + counted
    }
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
  /// The same from the first step on.
  private static func begun(_ anatomy: Anatomy) -> [Slip] {
    let title = "the steps counted from 0"
    let uncorrected = anatomy.slip(
      .known("T18").kin("T15"), title + ", and the first one not corrected", in: anatomy.updates
    ) { site, term in
      if site.name == "t" { return term.pair(of: Add.self)?.0.spread(to: term.shape) }
      return term.replacing { part in
        guard let (_, t) = part.pair(of: Power.self), t.value?.name.ascii == "t" else { return nil }
        return .select(.apply(Greater(), [t, 0]), part, 0)
      }
    }
    let twice = anatomy.slip("T18", title + ", and 1 taken for it", in: anatomy.updates) {
      site, term in
      guard site.name == "t", let (before, _) = term.pair(of: Add.self) else { return nil }
      return Term.apply(Maximum(), [before, 1]).spread(to: term.shape)
    }
    return [uncorrected, twice].compactMap { $0 }
  }
}
