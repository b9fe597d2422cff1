import Equations
import Terms

/// `x + LN(a)` for `LN(x + a)`: one of two inputs joined behind the normalization, as where it stands before the layers (N25).
struct NormalizationBeforeJoin: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    // The normalizations that read a sum of two, and the sum's call.
    var sums: [String: String] = [:]
    let frames = Normalizations.frames(anatomy, .any).filter { frame in
      let giver = anatomy.frames("Add").last { sum in
        frame.inputs.contains { anatomy.isAmong(sum.outputs, $0) }
      }
      guard let giver, anatomy.term("y", of: giver.path)?.values.count == 2 else { return false }
      sums[frame.path] = giver.path
      return true
    }
    let known = sums
    return ["first", "second"].enumerated().flatMap { place, word in
      anatomy.inEach(frames) { frames in
        let paths = frames.map(\.path)
        let givers = paths.compactMap { known[$0] }
        let revision =
          Revision.equation("y", in: givers) { draft in
            draft.term.pair(of: Add.self).map { place == 0 ? $0.1 : $0.0 }
          }
          + .equation("y", in: paths) { draft in
            guard let giver = known[draft.path],
              let (a, b) = anatomy.term("y", of: giver)?.pair(of: Add.self)
            else { return nil }
            return draft.term + (place == 0 ? a : b)
          }
        return Slip(
          .known("N25").unpaired,
          "the \(word) input added behind the normalization, not before it", revision)
      }
    }
  }
}
