import Equations
import Terms

/// The backward layer reads the sequence forward; its outputs are flipped back or not.
struct BackwardNotReversed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let layers = anatomy.frames("Bidirectional")
    guard !layers.isEmpty else { return [] }
    let backward = anatomy.recurrent.map(\.loop).filter { loop in
      layers.contains { loop.hasPrefix($0.path + "/backward_") }
    }
    let paths = layers.map(\.path)
    let forward = Revision.start(in: backward) { call, _ in call.isReversed.toggle() }
    let unflipped = Revision.equation("y_back", in: paths) { draft in
      guard case .apply(let op, let operands) = draft.term, op is Flip else { return nil }
      return operands.first
    }
    let contrast = Slip.Contrast(
      at: backward.first ?? "", right: "t = T−1, …, 1, 0", wrong: "t = 0, 1, …, T−1")
    let title = "the backward layer reads the sequence forward"
    let flips = anatomy.program.equations.contains { $0.result.name.ascii == "y_back" }
    return [Slip("B2", title, forward + unflipped, contrast: contrast)]
      + (flips
        ? [Slip("B2", title + ", its outputs flipped all the same", forward, contrast: contrast)]
        : [])
      + (flips ? [Slip("B3", "the backward sequence not flipped back", unflipped)] : [])
  }
}
