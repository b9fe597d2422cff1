import Equations
import Tensors
import Terms

/// The forward layer's weights in both halves of Bidirectional (B5), or each half's in the other (B6).
struct HalvesOfOneWeights: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    return anatomy.inEach(anatomy.frames("Bidirectional")) { both($0, anatomy) }
      + anatomy.inEach(anatomy.frames("Bidirectional")) { exchanged($0, anatomy) }
  }

  private func both(_ frames: [Frame], _ anatomy: Anatomy) -> Slip? {
    let pairs = Dictionary(
      zip(anatomy.backwardLoops(of: frames), anatomy.forwardLoops(of: frames)),
      uniquingKeysWith: { first, _ in first })
    guard !pairs.isEmpty else { return nil }
    return Slip(
      .known("B5").unpaired, "the forward layer's weights in both halves",
      .equation { draft in
        guard let forward = pairs[draft.path] else { return nil }
        var isChanged = false
        let changed = draft.term.replacing { part in
          guard let own = part.value, own.role == .weight,
            let other = draft.equations.value(own.name.ascii, of: forward),
            other.shape == own.shape
          else { return nil }
          isChanged = true
          return other
        }
        return isChanged ? changed : nil
      })
  }

  /// Each layer reads the other way round, and their halves are joined the other way round: that is each one's weights in
  /// the other.
  private func exchanged(_ frames: [Frame], _ anatomy: Anatomy) -> Slip? {
    let paths = frames.map(\.path)
    let loops = anatomy.backwardLoops(of: frames) + anatomy.forwardLoops(of: frames)
    guard !loops.isEmpty else { return nil }
    let turned = Revision.start(in: loops) { call, _ in call.isReversed.toggle() }
    let joined = Revision.equation { draft in
      guard paths.contains(draft.path) else { return nil }
      switch draft.name.ascii {
      case "y_back": return draft.term.operand(of: Flip.self)
      case "y":
        guard let ahead = draft.term.value("y_fwd"), let behind = draft.term.value("y_back") else {
          return nil
        }
        return draft.term.replacing { part in
          switch part.value?.name.ascii {
          case "y_fwd": behind
          case "y_back": ahead.shape.rank > 1 ? ahead(Flip(axis: 0)) : ahead
          default: nil
          }
        }
      default: return nil
      }
    }
    return Slip(
      .known("B6").unpaired, "the weights of the halves exchanged", turned + joined,
      contrast: Slip.Contrast(
        at: paths[0], right: "each half with its own weights",
        wrong: "the forward half with the backward layer's, and the other way round"))
  }
}
