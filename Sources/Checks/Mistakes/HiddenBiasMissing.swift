import Equations

/// `z = x·W` in a dense layer that is neither the first nor the last.
struct HiddenBiasMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.dense.dropFirst().dropLast().map { layer in
      Slip("D22", "the bias missing", .equation("z", in: [layer.path]) { $0.term.withoutBias })
        .alone(in: layer.path)
    }
  }
}
