import Equations
import Terms

/// What mistakes with one function share, wherever it stands.
extension Anatomy {
  /// The calls with an equation that something stands in.
  func calls(with isWanted: (Term) -> Bool) -> [Frame] {
    let wanted = Set(
      program.equations.filter { $0.term.contains(where: isWanted) }.map(\.frame))
    return calls.filter { wanted.contains($0.id) }
  }

  /// Another function for one that has a name on the slide.
  func inFunction(
    _ function: String, _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (_ argument: Term) -> Term
  ) -> [Slip] {
    @Sendable func argument(_ term: Term) -> Term? {
      guard case .named(let own, let operands) = term, own.name == function else { return nil }
      return operands.first
    }
    return inEach(calls { argument($0) != nil }) { frames in
      let paths = frames.map(\.path)
      return Slip(
        name, title,
        .equation { draft in
          guard paths.contains(draft.path) else { return nil }
          return draft.term.replacing { argument($0).map(change) }
        })
    }
  }
}
