import Terms

/// A state of the timestep before taken as 0, or as 1, where it counts.
struct StateNotPrevious: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard part.term.value?.role == .state else { return [] }
    let name = part.text
    return [
      PartChange(
        "without \(name), what the timestep before has left", as: .general("E8"),
        "\(name) taken as 0"
      ) { $0 * 0 },
      PartChange(
        "with \(name) = 1; the first state is 0 unless one is given", as: .general("E8"),
        "\(name) taken as 1"
      ) { $0 * 0 + 1 },
    ]
  }
}
