/// `a = act(act(z))` in the hidden layers, or in one of them.
struct HiddenActivationTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.hidden) { layers in
      Slip(
        .known("D24").unpaired, "the hidden activations applied twice",
        ActivationTwice.revision(layers.map(\.path)))
    }
  }
}
