import Equations

/// `z = x·W` in every dense layer.
struct BiasesMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.dense.count > 1 else { return [] }
    let paths = anatomy.dense.map(\.path)
    let title =
      anatomy.isRecurrent ? "the biases of the dense layers missing" : "all biases missing"
    return [Slip("D06", title, .equation("z", in: paths) { $0.term.withoutBias })]
  }
}
