import Equations

/// `a = z` in all layers but the last, or in one of them.
struct HiddenActivationsForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.hidden) { layers in
      let paths = layers.map(\.path)
      return Slip(
        "D02", "the hidden activations forgotten",
        .equation("a", in: paths) { Anatomy.argument($0.term) })
    }
  }
}
