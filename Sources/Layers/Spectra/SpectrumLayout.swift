import Equations
import Terms

/// How the frequencies of several channels stand in the result: behind each other, or along an axis of their own.
struct SpectrumLayout: Sendable {
  let isExpanded, isFirst: Bool

  /// The same for so many channels and frequencies.
  func of(channels: Int, bins: Int) -> Placed {
    Placed(layout: self, channels: channels, bins: bins)
  }

  struct Placed {
    let layout: SpectrumLayout
    let channels, bins: Int

    /// (frames, channels·frequencies) as Keras hands it out.
    func placed(_ a: Term, _ eq: Equations) throws -> Term {
      switch (layout.isExpanded, layout.isFirst) {
      case (false, false): return a
      case (false, true): return try eq("y", a(Permute()), "channels first again")
      case (true, let isFirst):
        let apart = a(Reshape([-1, channels, bins]))
        return try eq(
          "y", apart(Permute(isFirst ? [1, 0, 2] : [0, 2, 1])),
          "frequencies along an axis of their own")
      }
    }
  }
}
