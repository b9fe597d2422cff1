import Equations
import Models
import Terms

/// `√(v′/(1 − ρᵗ) + ε)`: a moving mean of squares corrected for having begun at 0, as Adam's is; RMSprop and Adadelta take
/// theirs as it is.
struct SquaresCorrected: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let corrected: Set<String> = ["alpha", "share", "u"]
    let means = anatomy.keptMeans.filter { $0.letter != "average" }
    guard !anatomy.updates.contains(where: { corrected.contains($0.name) }),
      let squares = means.first(where: { ["v", "a"].contains($0.letter) })
    else { return [] }
    let title = "\(squares.letter) corrected for having begun at 0, as Adam's is"
    let alone = SquaresCorrected.slip([squares], title, anatomy)
    guard let slope = means.first(where: { $0.letter == "g_mean" }) else {
      return [alone].compactMap { $0 }
    }
    let both = SquaresCorrected.slip([squares, slope], title + ", and the mean slope", anatomy)
    return [alone, both].compactMap { $0 }
  }

  /// What is kept of some letters corrected wherever its root is taken.
  private static func slip(_ means: [KeptMean], _ title: String, _ anatomy: Anatomy) -> Slip? {
    var shares: [String: Double] = [:]
    for mean in means {
      for site in mean.sites { shares[site.name] = mean.share }
    }
    let known = shares
    let places = Set(
      anatomy.updates.filter { $0.term.underRoots.contains { known[$0] != nil } }
        .map { "\($0.path).\($0.name)" })
    guard !places.isEmpty else { return nil }
    return Slip(
      "T107", title,
      .equation { draft in
        guard places.contains("\(draft.path).\(draft.name.ascii)"),
          let t = draft.equations.value("t", of: Model.updatePath)
        else { return nil }
        return draft.term.replacing { part in
          guard let under = part.operand(of: Sqrt.self) else { return nil }
          return under.replacing { inner in
            inner.value.flatMap { known[$0.name.ascii] }
              .map { inner / (1 - .apply(Power(), [.number($0), t])) }
          }(Sqrt())
        }
      })
  }
}

extension Term {
  /// The names of the values that stand under a root.
  fileprivate var underRoots: [String] {
    var names: [String] = []
    visit { part in
      if let under = part.operand(of: Sqrt.self) { names += under.values.map(\.name.ascii) }
    }
    return names
  }
}
