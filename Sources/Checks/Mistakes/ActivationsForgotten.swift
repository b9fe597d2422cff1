import Equations

/// No activation at all: `a = z` in every dense layer.
struct ActivationsForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard !anatomy.hidden.isEmpty, anatomy.last != nil else { return [] }
    let name: MistakeName = anatomy.isRecurrent ? "R16" : "D01"
    let title =
      anatomy.isRecurrent ? "the activations of the dense layers forgotten" : "no activation at all"
    let paths = anatomy.activations.map(\.path)
    return [Slip(name, title, .equation("a", in: paths) { Anatomy.argument($0.term) })]
  }
}
