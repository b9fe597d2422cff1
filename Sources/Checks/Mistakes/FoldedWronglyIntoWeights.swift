import Equations
import Terms

/// A BatchNormalization folded into the layer before it, `W′ = W·s` with `s = γ/√(σ² + ε)`, whose bias is wrong: right is
/// `b′ = (b − μ)·s + β`.
struct FoldedWronglyIntoWeights: Mistake {
  /// What the folded bias was taken to be.
  private enum Way: CaseIterable {
    case biasUnscaled, biasForgotten, meanUnscaled, meanForgotten

    var formula: String {
      switch self {
      case .biasUnscaled: "b + β − μ·s"
      case .biasForgotten: "β − μ·s"
      case .meanUnscaled: "b·s + β − μ"
      case .meanForgotten: "b·s + β"
      }
    }

    var title: String {
      switch self {
      case .biasUnscaled: "the bias not scaled when BatchNormalization is folded into the weights"
      case .biasForgotten: "the bias lost when BatchNormalization is folded into the weights"
      case .meanUnscaled: "the mean not scaled when BatchNormalization is folded into the weights"
      case .meanForgotten: "the mean lost when BatchNormalization is folded into the weights"
      }
    }

    /// What the folded bias has more than the right one.
    func excess(_ b: Term, _ mean: Term, _ scale: Term) -> Term {
      switch self {
      case .biasUnscaled: b * (1 - scale)
      case .biasForgotten: -(b * scale)
      case .meanUnscaled: mean * (scale - 1)
      case .meanForgotten: mean * scale
      }
    }
  }

  func slips(in anatomy: Anatomy) -> [Slip] {
    // The layer before each normalization: what gives its input, with a bias of its own.
    var before: [String: String] = [:]
    let frames = Normalizations.frames(anatomy, .batch).filter { frame in
      let giver = anatomy.calls.last { layer in
        layer.id < frame.id && frame.inputs.contains { anatomy.isAmong(layer.outputs, $0) }
      }
      let isLinear = giver.flatMap { anatomy.term("a", of: $0.path) }?.value != nil
      let hasBias = giver?.weights.contains { $0.name.ascii == "b" } == true
      guard let giver, isLinear, hasBias else { return false }
      before[frame.path] = giver.path
      return true
    }
    let givers = before
    return Way.allCases.flatMap { way in
      anatomy.inEach(frames) { frames in
        Slip(
          .known("N15").unpaired, way.title,
          FoldedWronglyIntoWeights.revision(frames.map(\.path), givers, way),
          contrast: Slip.Contrast(
            at: "\(frames[0].path), folded: s = γ/√(σ² + ε)", right: "b′ = (b − μ)·s + β",
            wrong: "b′ = \(way.formula)"))
      }
    }
  }

  private static func revision(
    _ paths: [String], _ givers: [String: String], _ way: Way
  ) -> Revision {
    .equation("y", in: paths) { draft in
      let eq = draft.equations
      guard let giver = givers[draft.path], let b = eq.value("b", of: giver),
        let mean = eq.value("mu", of: draft.path),
        let root = eq.term("n", of: draft.path)?.first(where: { $0.operand(of: Sqrt.self) != nil })
      else { return nil }
      let scale = (eq.value("gamma", of: draft.path) ?? 1) / root
      let folded = draft.term + way.excess(b, mean, scale)
      return folded.shape == draft.term.shape ? folded : nil
    }
  }
}
