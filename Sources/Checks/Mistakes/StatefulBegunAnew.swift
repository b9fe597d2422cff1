/// A stateful layer begun from zeros in a later call, where it goes on from the states that the call before left.
struct StatefulBegunAnew: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.goesOn, let first = anatomy.recurrent.first else { return [] }
    let names: [Anatomy.Family: MistakeName] = [.simpleRNN: "R23", .lstm: "L49", .gru: "G33"]
    guard let name = names[first.family] else { return [] }
    return [
      Slip(
        name, "the states begun anew, not those that the call before left",
        contrast: Slip.Contrast(
          at: first.path, right: "h₋₁ at t = 0 is the state that the call before left",
          wrong: "h₋₁ = 0 at t = 0"),
        beginsAnew: true)
    ]
  }
}
