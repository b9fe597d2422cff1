import Equations

/// `y = x` for a layer: left out as a whole, where what comes behind it can be computed all the same (K1).
struct LayerLeftOut: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEachKind(anatomy.plainCalls) { calls in
      guard let kind = calls.first?.frame.kind else { return nil }
      return Slip(
        .general("K1"), "\(kind) left out",
        calls.map { call in call.revision { $0.equations.input(of: $0.path) } }
          .reduce(Revision(), +))
    }
  }
}
