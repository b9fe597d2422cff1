import Terms

/// `selu(x)` without the factor 1.0507, or without the slope 1.6733 below 0, which is elu.
struct SeluUnscaled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inFunction("selu", "F5", "selu without its scale 1.0507") {
      .select(.apply(Greater(), [$0, 0]), $0, 1.6732632423543772 * $0(Expm1()))
    }
      + anatomy.inFunction("selu", .known("F5").unpaired, "selu without its slope 1.6733 below 0") {
        1.0507009873554805 * Term.activation("elu", of: $0)
      }
      + anatomy.inFunction("selu", "F5", "elu in place of selu") { .activation("elu", of: $0) }
  }
}
