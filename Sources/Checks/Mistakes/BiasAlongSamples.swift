import Equations
import Tensors
import Terms

/// `Z = X·W + b[:, None]`: the bias along the wrong axis, silent where there are as many samples as
/// units.
struct BiasAlongSamples: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let samples = anatomy.samples
    let fitting = anatomy.dense.filter { layer in
      guard let z = anatomy.term("z", of: layer.path) else { return false }
      return samples > 1 && z.shape.rank == 1 && z.shape.width == samples
    }
    guard !fitting.isEmpty else { return [] }
    let revision = Revision.equation("z", in: fitting.map(\.path)) { draft in
      draft.term.replacing("b") { $0(OwnSample()) }
    }
    return [Slip("D15", "the bias added along the samples, b[:, None]", revision)]
  }
}
