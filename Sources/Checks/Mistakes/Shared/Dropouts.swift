import Equations
import Terms

/// What mistakes with dropout share.
enum Dropouts {
  static func slips(
    _ name: MistakeName, _ title: String, _ anatomy: Anatomy,
    _ change: @escaping @Sendable (Draft, Double) -> Term?
  ) -> [Slip] {
    // In training it drops; the mistakes there are others.
    guard anatomy.keptNames.isEmpty else { return [] }
    return anatomy.inEach(anatomy.frames("Dropout")) { frames in
      var rates: [String: Double] = [:]
      for frame in frames { rates[frame.path] = anatomy.number("rate", of: frame.path) }
      let known = rates
      return Slip(
        name, title,
        .equation("y", in: Array(known.keys)) { draft in
          known[draft.path].flatMap { change(draft, $0) }
        })
    }
  }
}
