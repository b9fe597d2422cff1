import Equations
import Tensors
import Terms

/// `y = f(f(x))` for a layer that can be done on what it gives: done twice (K2).
struct LayerTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let same = anatomy.plainCalls.filter { $0.input.shape.rank == $0.output.result.shape.rank }
    return anatomy.inEachKind(same) { calls in
      guard let kind = calls.first?.frame.kind else { return nil }
      return Slip(
        .general("K2"), "\(kind) done twice",
        calls.map { call in
          call.revision { draft in call.formula(of: draft.term, in: draft.equations) }
        }
        .reduce(Revision(), +))
    }
  }
}
