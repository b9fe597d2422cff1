import Equations
import Terms

/// `BN(relu(z))` for `relu(BN(z))`, or the other way round: an activation on the other side of the normalization (N14), or
/// on both sides of it (N24).
struct ActivationBeforeNormalization: Mistake {
  /// A normalization and the activation beside it.
  private struct Pair: Placed {
    let path, activation: String
    let comesBehind: Bool
  }

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = Normalizations.frames(anatomy, .batch) + Normalizations.frames(anatomy, .ofSample)
    let pairs = frames.flatMap { frame -> [Pair] in
      let behind = anatomy.activations.filter { layer in
        layer.argument.value.map { anatomy.isAmong(frame.outputs, $0) } == true
      }
      let before = anatomy.activations.filter { layer in
        frame.inputs.first.map { anatomy.isAmong(layer.frame.outputs, $0) } == true
      }
      return behind.map { Pair(path: frame.path, activation: $0.path, comesBehind: true) }
        + before.map { Pair(path: frame.path, activation: $0.path, comesBehind: false) }
    }
    return [true, false].flatMap { comesBehind in
      let own = pairs.filter { $0.comesBehind == comesBehind }
      let moved = anatomy.inEach(own) { pairs in
        Slip(
          "N14",
          comesBehind
            ? "the activation before the normalization, not behind it"
            : "the activation behind the normalization, not before it",
          .equation("a", in: pairs.map(\.activation)) { Anatomy.argument($0.term) }
            + ActivationBeforeNormalization.added(pairs, anatomy))
      }
      let twice = anatomy.inEach(own) { pairs in
        Slip(
          .known("N24").unpaired,
          comesBehind
            ? "the activation before the normalization as well, not behind it alone"
            : "the activation behind the normalization as well, not before it alone",
          ActivationBeforeNormalization.added(pairs, anatomy))
      }
      return moved + twice
    }
  }

  /// The activation on the other side.
  private static func added(_ pairs: [Pair], _ anatomy: Anatomy) -> Revision {
    var functions: [String: @Sendable (Term) -> Term] = [:]
    var comesBehind: Set<String> = []
    for pair in pairs {
      functions[pair.path] =
        anatomy.activations.first { $0.path == pair.activation }?.term.application.function
      if pair.comesBehind { comesBehind.insert(pair.path) }
    }
    let (moved, behind) = (functions, comesBehind)
    return .equation { draft in
      guard let function = moved[draft.path] else { return nil }
      guard behind.contains(draft.path) else {
        return draft.name.ascii == "y" ? function(draft.term) : nil
      }
      return draft.term.value("x").map { x in draft.term.replacing("x") { _ in function(x) } }
    }
  }
}
