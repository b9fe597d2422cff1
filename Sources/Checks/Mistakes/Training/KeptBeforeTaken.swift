import Equations
import Terms

/// `w′ = w + m` with m as the step before has left it, where m′ belongs, which has this step's slope in it; so of v (T109).
struct KeptBeforeTaken: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    var letters: [String] = []
    var slots: [String: String] = [:]
    for site in anatomy.updates {
      guard let letter = site.slotLetter, letter != "average" else { continue }
      if !letters.contains(letter) { letters.append(letter) }
      slots["\(site.path).\(site.name)"] = letter
    }
    let known = slots
    return letters.map { letter in
      Slip(
        .possible("T109").unpaired,
        "\(letter) as the step before has left it, where the new one belongs",
        .equation { draft in
          guard known["\(draft.path).\(draft.name.ascii)"] == nil else { return nil }
          return draft.term.replacing { part in
            guard let value = part.value, value.role != .weight,
              known["\(draft.path).\(value.name.ascii)"] == letter
            else { return nil }
            return draft.equations.definition(of: part)?.values
              .first { $0.name.ascii + "_next" == value.name.ascii }.map { .value($0) }
          }
        })
    }
  }
}
