import Equations

/// `z = x·W` in the last dense layer.
struct LastBiasMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let last = anatomy.dense.last else { return [] }
    return [
      Slip("D07", "the last bias missing", .equation("z", in: [last.path]) { $0.term.withoutBias })
    ]
  }
}
