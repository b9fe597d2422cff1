import Tensors
import Terms

/// The sum over the timesteps, or the places of a map, where Keras takes the mean over them and the samples: in the
/// gradient alone, or in the loss as well.
struct PlacesSummed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let gradients = anatomy.gradients.filter { $0.name == "dl_sum" }
    let losses = anatomy.losses.filter { $0.name == "L" }
    // Where a mask says what counts, what is divided by is in its weights.
    let shares = anatomy.losses.filter { $0.name == "share" }
    let places = (gradients + losses).lazy.compactMap { $0.term.places }.first ?? 1
    guard places > 1 else { return [] }
    let lengths = PlacesSummed.lengths(losses, anatomy)
    let axes = shares.isEmpty ? lengths.filter { $0 > 1 && $0 < places } : []
    let ways = [(places, "")] + axes.map { ($0, ", along the axis of \($0)") }
    return ways.flatMap { length, words -> [Slip] in
      let title = "summed over the \(PlacesSummed.word(losses, anatomy))\(words), not averaged"
      let groups = shares.isEmpty ? [gradients, losses] : [losses + shares]
      return groups.compactMap { sites in
        anatomy.slip("T88", title, in: sites) { site, term in
          site.name == "share" ? Term.number(1) : term.divided(by: 1 / Double(length))
        }
      }
    }
  }

  /// What a loss has one number for: timesteps where a layer goes over them, places elsewhere.
  private static func word(_ losses: [Site], _ anatomy: Anatomy) -> String {
    let isOfTime =
      lengths(losses, anatomy).count == 1
      && (anatomy.isRecurrent || !anatomy.frames("TimeDistributed").isEmpty)
    return isOfTime ? "timesteps" : "places"
  }

  /// How long the axes are along which there is a loss for each place.
  private static func lengths(_ losses: [Site], _ anatomy: Anatomy) -> [Int] {
    let paths = Set(losses.map(\.path))
    let own = anatomy.losses.filter { $0.name == "l" && paths.contains($0.path) }
    return own.first?.term.shape.dims ?? []
  }
}

extension Term {
  /// By how many places of a sample it is divided; nil where it is not.
  fileprivate var places: Int? {
    first { $0.placesOfAll != nil }?.placesOfAll.map { Int($0.places) }
  }

  /// `N` and the number of places of `N ⊙ 4`.
  fileprivate var placesOfAll: (count: Term, places: Double)? {
    guard let (count, places) = pair(of: Multiply.self), let number = places.plainNumber,
      case .apply(let op, _) = count, (op as? OverSamples)?.kind == .count
    else { return nil }
    return (count, number)
  }

  /// The term with a share of the places to divide by.
  fileprivate func divided(by share: Double) -> Term {
    replacing { part in
      part.placesOfAll.map { count, places in
        places * share == 1 ? count : count * .number(places * share)
      }
    }
  }
}
