import Equations
import Terms

/// A moving mean that an optimizer keeps: `ρ ⊙ v + (1 − ρ) ⊙ g²`, or `m + (g − m) ⊙ (1 − β)`.
struct MovingMean {
  /// What is kept, and what comes in.
  let old, new: Term
  /// How much of the old stays: ρ, β.
  let share: Double

  init?(_ term: Term) {
    guard let (a, b) = term.pair(of: Add.self) else { return nil }
    if let (change, number) = b.pair(of: Multiply.self), let rest = number.plainNumber,
      let (new, old) = change.pair(of: Subtract.self), old == a
    {
      (self.old, self.new, share) = (old, new, rest.rest)
      return
    }
    guard let (kept, own) = a.scaled, let (come, other) = b.scaled, abs(own + other - 1) < 1e-6,
      kept.value != nil
    else { return nil }
    (old, new, share) = (kept, come, own)
  }

  /// What stays and what comes in exchanged.
  var exchanged: Term { with(share.rest, rest: share) }

  /// The mean with other shares of what stays and of what comes in.
  func with(_ share: Double, rest: Double? = nil) -> Term {
    .number(share) * old + .number(rest ?? share.rest) * new
  }
}

extension Double {
  /// `1 − x` in as many digits as a person would write: 0.1 for 0.9.
  fileprivate var rest: Double { ((1 - self) * 1e15).rounded() / 1e15 }
}

extension Term {
  /// A number times something, in either order.
  fileprivate var scaled: (Term, Double)? {
    guard let (a, b) = pair(of: Multiply.self) else { return nil }
    if let number = a.plainNumber { return (b, number) }
    return b.plainNumber.map { (a, $0) }
  }
}

/// What an optimizer keeps of every weight, by its letter: m, v.
struct KeptMean: Sendable {
  let letter: String
  let sites: [Site]
  /// How much of the old stays.
  let share: Double
}

extension Anatomy {
  /// The moving means of the optimizer, in the order in which they are written.
  var keptMeans: [KeptMean] {
    var found: [KeptMean] = []
    for site in updates {
      guard let letter = site.slotLetter, let mean = MovingMean(site.term) else { continue }
      let index = found.firstIndex { $0.letter == letter }
      let sites = index.map { found[$0].sites } ?? []
      let kept = KeptMean(letter: letter, sites: sites + [site], share: mean.share)
      if let index { found[index] = kept } else { found.append(kept) }
    }
    return found
  }

  /// A mistake in all moving means, and in those of each letter; `words` says it of some of them.
  func slips(
    _ name: MistakeName, inKept words: (String) -> String,
    _ change: @escaping @Sendable (MovingMean, Draft) -> Term?
  ) -> [Slip] {
    let means = keptMeans
    let groups = means.count > 1 ? [means] + means.map { [$0] } : [means]
    return groups.filter { !$0.isEmpty }.map { group in
      let places = Set(group.flatMap(\.sites).map { "\($0.path).\($0.name)" })
      let letters = group.map(\.letter).joined(separator: " and ")
      return Slip(
        name, words(letters),
        .equation { draft in
          guard places.contains("\(draft.path).\(draft.name.ascii)") else { return nil }
          return MovingMean(draft.term).flatMap { change($0, draft) }
        })
    }
  }

  /// Where the number of the step and the learning rate stand.
  var stepPath: String? { updates.first { $0.name == "t" }?.path }
}

extension Site {
  /// The letter of `m_W′`; nil of what is kept for no weight.
  var slotLetter: String? {
    guard let slot = weight(endingWith: "_next"), let end = slot.lastIndex(of: "_") else {
      return nil
    }
    return String(slot[..<end])
  }
}
