import Layers

/// gelu by the formula with tanh where Keras computes it with erf (F3), and the other way round (F4).
struct GeluByAnotherFormula: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inFunction("gelu", .known("F3").unpaired, "gelu by its formula with tanh, not with erf")
    {
      Activations.makers["gelu_by_tanh"]?([$0], []) ?? $0
    }
      + anatomy.inFunction(
        "gelu_by_tanh", .known("F4").unpaired, "gelu by its formula with erf, not with tanh"
      ) { .activation("gelu", of: $0) }
  }
}
