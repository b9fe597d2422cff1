import Equations
import Terms

/// `y = x·(1 − rate)` at inference, where dropout does nothing.
struct DropoutScaledDown: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Dropouts.slips("D18", "dropout multiplied by 1 − rate at inference", anatomy) { draft, rate in
      draft.term * .number(1 - rate)
    }
  }
}

/// What mistakes with dropout share.
enum Dropouts {
  static func slips(
    _ id: String, _ title: String, _ anatomy: Anatomy,
    _ change: @escaping @Sendable (Draft, Double) -> Term?
  ) -> [Slip] {
    let all = anatomy.frames("Dropout")
    let groups = [all] + (all.count > 1 ? all.map { [$0] } : [])
    return groups.filter { !$0.isEmpty }.map { frames in
      var rates: [String: Double] = [:]
      for frame in frames { rates[frame.path] = anatomy.number("rate", of: frame.path) }
      let known = rates
      let only = frames.count < all.count ? ", in \(frames[0].path) alone" : ""
      return Slip(
        id, title + only,
        .equation("y", in: Array(known.keys)) { draft in
          known[draft.path].flatMap { change(draft, $0) }
        })
    }
  }
}
