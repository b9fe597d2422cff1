import Terms

/// The schedule of the rate asked a step late or early (T56); its staircase, or all of it, ignored (T57).
struct ScheduleMisread: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let path = anatomy.stepPath
    let isScheduled = anatomy.updates.contains { $0.name == "eta" && $0.path == path }
    guard isScheduled else { return [] }
    let sites = anatomy.updates.filter { site in
      site.path == path && site.name != "t" && site.name != "iterations_next"
    }
    let ways: [(name: MistakeName, title: String, change: @Sendable (Term) -> Term)] = [
      ("T56", "the schedule asked for the update after this one", { $0 + 1 }),
      ("T56", "the schedule asked for the update before this one", { $0 - 1 }),
      ("T57", "the schedule ignored: the rate before the first update", { 0 * $0 }),
    ]
    let shifted = ways.compactMap { name, title, change in
      anatomy.slip(name, title, in: sites) { _, term in
        term.replacing("iterations", by: change)
      }
    }
    let plain = anatomy.slip("T57", "the schedule's staircase ignored", in: sites) { _, term in
      term.replacing { $0.operand(of: Floor.self) }
    }
    let stairs = anatomy.slip(
      "T57", "the schedule as a staircase, which it is not", in: sites
    ) { site, term in
      guard site.name == "eta", !term.contains(Floor.self), !term.contains(Cos.self) else {
        return nil
      }
      return term.replacing { part in
        guard let (n, steps) = part.pair(of: Divide.self), n.value("iterations") != nil,
          steps.plainNumber != nil, n.plainNumber == nil
        else { return nil }
        return part(Floor())
      }
    }
    return shifted + [plain, stairs].compactMap { $0 }
  }
}
