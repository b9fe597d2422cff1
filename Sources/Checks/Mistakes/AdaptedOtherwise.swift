import Equations
import Terms

/// `y = (x − μ)/√σ²` of a Normalization: left out (M5), or divided by the variance itself (M6).
struct AdaptedOtherwise: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let layers = anatomy.frames("Normalization")
    return slips("M5", "the Normalization of the inputs left out", in: layers, anatomy) { term in
      term.value("x")
    }
      + slips("M6", "divided by the variance, not by its root", in: layers, anatomy) { term in
        term.mapping(Sqrt.self) { _, operands in operands[0] }
      }
  }

  private func slips(
    _ name: MistakeName, _ title: String, in layers: [Frame], _ anatomy: Anatomy,
    _ change: @escaping @Sendable (Term) -> Term?
  ) -> [Slip] {
    anatomy.inEach(layers) { layers in
      let paths = layers.map(\.path)
      return Slip(
        name, title,
        .equation { draft in
          paths.contains(draft.path) && draft.name.ascii == "y" ? change(draft.term) : nil
        })
    }
  }
}
