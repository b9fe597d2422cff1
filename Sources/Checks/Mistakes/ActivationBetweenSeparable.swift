import Equations
import Terms

/// `z = conv(relu(depthwise(x)))`: the activation of a separable convolution between its two parts as well, as in MobileNet,
/// where Keras has none (C34).
struct ActivationBetweenSeparable: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.calls.filter { $0.kind.hasPrefix("SeparableConv") }
    return anatomy.inEach(frames) { frames in
      let functions = frames.map { ($0.path, anatomy.term("a", of: $0.path)?.application.function) }
      let known = Dictionary(functions, uniquingKeysWith: { first, _ in first }).compactMapValues {
        $0
      }
      guard !known.isEmpty else { return nil }
      return Slip(
        .possible("C34").unpaired, "the activation between depthwise and pointwise as well",
        .equation { draft in
          guard draft.name.ascii == "d" else { return nil }
          return known[draft.path].map { $0(draft.term) }
        })
    }
  }
}
