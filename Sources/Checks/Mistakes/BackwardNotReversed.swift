import Equations
import Terms

/// The backward layer reads the sequence forward; its outputs are flipped back or not.
struct BackwardNotReversed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let layers = anatomy.frames("Bidirectional")
    let paths = Set(layers.map(\.path))
    let flips = anatomy.program.equations.contains { equation in
      equation.result.name.ascii == "y_back"
        && paths.contains(anatomy.program.frames[equation.frame].path)
    }
    let title = "the backward layer reads the sequence forward"
    return slips("B2", title, in: layers, anatomy) { $0 + $1 }
      + (flips
        ? slips("B2", title + ", its outputs flipped all the same", in: layers, anatomy) {
          forward, _ in forward
        }
          + anatomy.inEach(layers) {
            Slip(
              "B3", "the backward sequence not flipped back",
              BackwardNotReversed.unflipped($0.map(\.path)))
          } : [])
  }

  /// `change` gets the revision that reads forward, and the one that flips nothing back.
  private func slips(
    _ name: MistakeName, _ title: String, in layers: [Frame], _ anatomy: Anatomy,
    _ change: (Revision, Revision) -> Revision
  ) -> [Slip] {
    anatomy.inEach(layers) { layers in
      let backward = anatomy.backwardLoops(of: layers)
      let forward = Revision.start(in: backward) { call, _ in call.isReversed.toggle() }
      return Slip(
        name, title,
        change(forward, BackwardNotReversed.unflipped(layers.map(\.path))),
        contrast: Slip.Contrast(
          at: backward.first ?? "", right: "t = T−1, …, 1, 0", wrong: "t = 0, 1, …, T−1"))
    }
  }

  private static func unflipped(_ paths: [String]) -> Revision {
    .equation("y_back", in: paths) { $0.term.operand(of: Flip.self) }
  }
}
