import Equations

/// `z = x·W` in the first dense layer.
struct FirstBiasMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let first = anatomy.dense.first, anatomy.dense.count > 1 else { return [] }
    return [
      Slip(
        "D08", "the first bias missing", .equation("z", in: [first.path]) { $0.term.withoutBias })
    ]
  }
}
