import Equations
import Terms

/// clipnorm for clipvalue or for global_clipnorm, and the other way round (T67); or clipped before the mean (T68).
struct ClippedOtherwise: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.weight(endingWith: "_clipped") != nil }
    guard let first = sites.first, let own = Clip(first.term, anatomy) else { return [] }
    let all = sites.compactMap { site in
      site.weight(endingWith: "_clipped").map { (path: site.path, name: "\($0)") }
    }
    let names = Set(sites.map { "\($0.path).\($0.name)" })
    let samples = Double(anatomy.samples)
    func slip(
      _ name: MistakeName, _ title: String, _ change: @escaping @Sendable (Term, Term) -> Term?
    ) -> Slip {
      Slip(
        name, title,
        .equation { draft in
          let name = draft.name.ascii
          guard names.contains("\(draft.path).\(name)"),
            let g = draft.term.value(String(name.dropLast("_clipped".count)))
          else { return nil }
          guard own.kind == .together || title == Clip.titleOfTogether else {
            return change(g, g(Square())(Reduce(.sum)))
          }
          let squares = all.compactMap { place in
            draft.equations.gradient(place.name, of: place.path).map { $0(Square())(Reduce(.sum)) }
          }
          guard let first = squares.first else { return nil }
          return change(g, squares.dropFirst().reduce(first) { $0 + $1 })
        })
    }
    var slips = Clip.Kind.allCases.filter { $0 != own.kind }.map { kind in
      slip("T67", kind.title) { g, squares in
        Clip(kind, own.bound).clipped(g, kind == .norm ? g(Square())(Reduce(.sum)) : squares)
      }
    }
    if own.kind == .value {
      let sides: [(title: String, op: any Op, bound: Double)] = [
        ("clipped from above alone", Minimum(), own.bound),
        ("clipped from below alone", Maximum(), -own.bound),
      ]
      slips += sides.map { title, op, bound in
        slip(.known("T67").unpaired, title) { g, _ in .apply(op, [g, .number(bound)]) }
      }
    } else {
      slips.append(
        slip("T67", "every gradient brought to the length, longer or not") { g, squares in
          g * .number(own.bound) / squares(Sqrt())
        })
    }
    guard samples > 1 else { return slips }
    slips.append(
      slip("T68", "the gradient clipped as a sum over the samples, then averaged") { g, squares in
        let n = Term.number(samples)
        return own.clipped(g * n, squares * (n * n)) / n
      })
    return slips
  }
}

/// How gradients are clipped, and to what.
private struct Clip: Sendable {
  enum Kind: CaseIterable, Sendable {
    case value, norm, together

    var title: String {
      switch self {
      case .value: "clipped number by number, as clipvalue does"
      case .norm: "clipped by the length of each gradient, as clipnorm does"
      case .together: Clip.titleOfTogether
      }
    }
  }

  static let titleOfTogether =
    "clipped by the length of all gradients together, as global_clipnorm does"

  let kind: Kind
  let bound: Double

  init(_ kind: Kind, _ bound: Double) { (self.kind, self.bound) = (kind, bound) }

  /// What an equation of a clipped gradient does.
  init?(_ term: Term, _ anatomy: Anatomy) {
    if let (below, _) = term.pair(of: Maximum.self) {
      guard let bound = below.pair(of: Minimum.self)?.1.plainNumber else { return nil }
      self.init(.value, bound)
    } else if let (_, length) = term.pair(of: Divide.self) {
      guard let bound = length.pair(of: Maximum.self)?.1.plainNumber else { return nil }
      self.init(.norm, bound)
    } else {
      let scale = anatomy.updates.first { $0.name == "scale" }?.term
      guard term.value("scale") != nil,
        let bound = scale?.pair(of: Multiply.self)?.0.plainNumber
      else { return nil }
      self.init(.together, bound)
    }
  }

  /// The gradient made smaller; `squares` are those of its numbers, or of those of all gradients, added up.
  func clipped(_ g: Term, _ squares: Term) -> Term {
    switch kind {
    case .value:
      .apply(Maximum(), [.apply(Minimum(), [g, .number(bound)]), .number(-bound)])
    case .norm, .together:
      g * .number(bound) / .apply(Maximum(), [squares(Sqrt()), .number(bound)])
    }
  }
}
