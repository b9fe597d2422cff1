/// Which known mistake gives the numbers that somebody computed by hand.
package struct Diagnosis: Sendable {
  package enum Verdict: String, Sendable {
    /// The numbers are right, as far as their digits go.
    case right
    /// One mistake gives them.
    case mistake
    /// Several do, which these numbers do not tell apart, or one does that chance could have hit.
    case ambiguous
    /// None does.
    case unknown
  }

  /// A mistake, and how near its numbers come.
  package struct Candidate: Sendable {
    /// `L01`; two at once are `D02+D07`.
    package let id: String
    package let title: String
    /// How far its numbers lie from the user's, where the right ones have 1; 0 within rounding.
    package let distance: Double
    /// Whether it gives the user's numbers.
    package internal(set) var fits: Bool
    /// What was changed: the equation, the right and the wrong formula.
    package let contrasts: [Slip.Contrast]
    /// The number that tells most.
    package let number: Number?
  }

  /// One number of those that were given.
  package struct Number: Sendable {
    package let place: String
    package let sample: Int
    package let index: [Int]
    package let user, right, mistaken: Double
  }

  /// A value that would tell mistakes apart which give the same numbers here.
  package struct Telling: Sendable {
    package let place: String
    package let sample: Int
    package let index: [Int]
    /// Each mistake with the number it has there.
    package let numbers: [(id: String, number: Double)]
  }

  package internal(set) var verdict: Verdict
  /// Best first; every id once.
  package internal(set) var candidates: [Candidate]
  package let given: [GivenNumbers]
  /// The first place given whose numbers are not right, where several are given.
  package let leaves: Departure?
  /// What would tell the mistakes apart; nil where the verdict is not ambiguous or nothing would.
  package internal(set) var telling: Telling?
  /// Whether another input would tell them apart where this one does not.
  package let otherInputTells: Bool
  /// What the reader should know besides: digits that count little, pairs that were not tried.
  package internal(set) var remarks: [String]
  /// How many mistakes were tried, and how many pairs.
  package let tried: Tried
  /// Where numbers have another shape than their place: a part of it that has their shape, `output[1]`.
  package internal(set) var part: String?
  /// Another place that has the shape of the numbers, where their own has not.
  package internal(set) var otherPlace: String?
  /// Whether the best of them fits only as something fits so few numbers by chance.
  var fitsByChance = false
  /// Whether all numbers are 0 where the right ones are not, and no mistake was tried.
  package var isNothing = false

  package struct Tried: Sendable {
    package let singles, pairs: Int
  }

  /// Where numbers leave the right path.
  package struct Departure: Sendable {
    package let place: String
    /// The place before it that is right.
    package let lastRight: String?
  }

  /// Of mistakes that give other numbers, the one that comes nearest, if so near is no chance.
  ///
  /// Of k tried, one of random ones comes within the share d of n numbers with probability k·dⁿ; and
  /// half of the way is come by whatever makes numbers smaller.
  package var nearest: Candidate? {
    guard verdict == .unknown, !fitsByChance, let best = candidates.first, best.distance < 0.5
    else {
      return nil
    }
    let numbers = given.reduce(0) { $0 + $1.numbers.count }
    var chance = Double(tried.singles + tried.pairs)
    for _ in 0..<min(numbers, 1000) { chance *= best.distance }
    return chance < 0.05 ? best : nil
  }

  /// The mistakes that give the user's numbers.
  package var fitting: [Candidate] { candidates.filter(\.fits) }
}
