import Equations
import Models

/// `W′ = W − η·∂W` of a layer with trainable=False, whose weights stay.
struct FrozenTrained: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss != nil, let first = anatomy.model.frozenVariables.first else {
      return []
    }
    let contrast = Slip.Contrast(
      at: first.names.joined(separator: "/"), right: "what is frozen stays: W′ = W",
      wrong: "it is trained as the others are")
    return [
      Slip(
        "T38", "trainable=False ignored: what is frozen is trained", contrast: contrast,
        trainsFrozen: true)
    ]
  }
}
