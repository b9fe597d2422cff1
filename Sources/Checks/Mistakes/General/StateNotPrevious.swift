import Terms

/// A state of the timestep before taken as 0, or as 1, where it counts.
struct StateNotPrevious: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.edits("E8") { part in
      guard let value = part.value, value.role == .state else { return [] }
      let name = value.name.unicode
      return [("\(name) taken as 0", { $0 * 0 }), ("\(name) taken as 1", { $0 * 0 + 1 })]
    }
  }
}
