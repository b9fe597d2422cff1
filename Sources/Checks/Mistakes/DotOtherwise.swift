import Equations
import Terms

/// `Dot` of inputs as they are, where they are to be of length 1 (M10), or of length 1 where they are taken as they are (M11).
struct DotOtherwise: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("Dot")
    let plain = anatomy.inCalls(
      frames, .known("M10").unpaired, "Dot without normalize: its inputs not of length 1"
    ) { draft in
      guard draft.name.ascii.hasPrefix("n") else { return nil }
      return draft.term.pair(of: Multiply.self).map { $0.0 }
    }
    let normalized = anatomy.inCalls(
      frames, .known("M11").unpaired, "Dot of inputs of length 1, as with normalize"
    ) { draft in
      guard draft.name.ascii == "y" else { return nil }
      return draft.term.mapping(MatMul.self) { op, operands in
        // The product goes along the last axis of one and the first of the other.
        guard operands.count == 2 else { return nil }
        return .apply(op, [operands[0].ofLengthOne(-1), operands[1].ofLengthOne(0)])
      }
    }
    // What is divided already stays as it is.
    let isNormalized = frames.contains { anatomy.term("n1", of: $0.path) != nil }
    return isNormalized ? plain : normalized
  }
}

extension Term {
  /// Divided by its length along an axis.
  fileprivate func ofLengthOne(_ axis: Int) -> Term {
    self / self(Square())(Reduce(.sum, axes: [axis], keepsAxes: true))(Sqrt())
  }
}
