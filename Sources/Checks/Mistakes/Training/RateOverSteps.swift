import Equations
import Models
import Terms

/// `η/√t` or `η/t`: a rate that falls with the steps, where it stays the same (T116).
struct RateOverSteps: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.constantRate != nil, anatomy.updates.contains(where: { $0.name == "t" }) else {
      return []
    }
    let places = Set(
      anatomy.updates.filter { $0.term.value("eta") != nil }.map { "\($0.path).\($0.name)" })
    let ways: [(title: String, over: @Sendable (Term) -> Term)] = [
      ("the learning rate divided by √t, which falls with the steps", { $0(Sqrt()) }),
      ("the learning rate divided by t, which falls with the steps", { $0 }),
    ]
    return ways.map { title, over in
      Slip(
        .possible("T116").unpaired, title,
        .equation { draft in
          guard places.contains("\(draft.path).\(draft.name.ascii)"),
            let t = draft.equations.value("t", of: Model.updatePath)
          else { return nil }
          return draft.term.replacing("eta") { $0 / over(t) }
        })
    }
  }
}
