import Equations
import Terms

/// `∂W = zᵀ·∂z` with z of the layer before, where what that layer gives belongs: its activation forgotten on the way back
/// alone (T113).
struct InputBeforeActivation: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    var givers: [String: String] = [:]
    for site in anatomy.gradients where site.name == "dW" {
      guard let frame = anatomy.calls.first(where: { $0.path == site.path }),
        let giver = anatomy.activations.last(where: { layer in
          frame.inputs.contains { anatomy.isAmong(layer.frame.outputs, $0) }
        })
      else { continue }
      givers[site.path] = giver.path
    }
    let known = givers
    let frames = anatomy.dense.filter { known[$0.path] != nil }
    return anatomy.inEach(frames) { frames in
      let paths = Set(frames.map(\.path))
      return Slip(
        .known("T113").unpaired, "∂W with z of the layer before, where its a belongs",
        .equation { draft in
          guard draft.name.ascii == "dW", paths.contains(draft.path),
            let giver = known[draft.path],
            let z = draft.equations.argument(ofActivationIn: giver)
          else { return nil }
          return draft.term.replacing { part in
            guard let value = part.value, value.name.ascii == "x", value.shape == z.shape else {
              return nil
            }
            return z
          }
        })
    }
  }
}
