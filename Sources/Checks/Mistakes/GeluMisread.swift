import Terms

/// gelu without its ½, or with `erf(z)` for `erf(z/√2)` (F14).
struct GeluMisread: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inFunction("gelu", .possible("F14").unpaired, "gelu without its ½") {
      2 * Term.activation("gelu", of: $0)
    }
      + anatomy.inFunction("gelu", .possible("F14").unpaired, "erf(z) for erf(z/√2) in gelu") {
        0.5 * $0 * (1 + $0(Erf()))
      }
  }
}
