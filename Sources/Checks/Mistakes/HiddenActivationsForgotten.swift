import Equations

/// `a = z` in all layers but the last.
struct HiddenActivationsForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard !anatomy.hidden.isEmpty else { return [] }
    let paths = anatomy.hidden.map(\.path)
    return [
      Slip(
        "D02", "the hidden activations forgotten",
        .equation("a", in: paths) { Anatomy.argument($0.term) })
    ]
  }
}
