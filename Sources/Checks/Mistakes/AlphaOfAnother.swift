import Terms

/// Another α of elu, or selu, celu and leaky_relu for it (F7).
struct AlphaOfAnother: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let alphas = [0.1, 0.2, 0.3, 0.5, 1, 1.5, 2]
    let elus = alphas.map { alpha -> Anatomy.OtherFunction in
      ("α = \(alpha)", { $0.exponentialBelow(alpha) })
    }
    // celu divides by α before; with 1 it is elu.
    let celus = [0.1, 0.2, 0.3, 0.5, 1.5, 2].map { alpha -> Anatomy.OtherFunction in
      (
        "celu with α = \(alpha)",
        { x in
          .select(
            .apply(Greater(), [x, 0]), x, .number(alpha) * (x / .number(alpha))(Expm1()))
        }
      )
    }
    let others: [Anatomy.OtherFunction] = [
      ("selu", { .activation("selu", of: $0) }), ("relu", { $0(Relu()) }),
      ("leaky_relu of 0.01", { $0.leaky(0.01) }), ("leaky_relu of 0.2", { $0.leaky(0.2) }),
    ]
    return anatomy.inActivations(
      of: ["elu", "celu"], .known("F7").unpaired, elus + celus + others)
  }
}
