import Equations
import Terms

/// Two layers of one shape that follow each other, each with the weights of the other (K4): their activations stay.
struct LayersWeightsExchanged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let calls = anatomy.plainCalls
    return calls.compactMap { first in
      guard let second = first.reader(among: calls), areAlike(first.frame, second.frame),
        // With one activation the layers are exchanged as a whole.
        first.output.term.outermostFunction != second.output.term.outermostFunction
      else { return nil }
      let firstActivation = activation(of: first)
      return Slip(
        .general("K4"), "\(first.path) and \(second.path) with the weights of the other",
        first.revision { $0.equations.input(of: $0.path) }
          + second.revision { draft in
            let (sum, own) = draft.name.ascii == "a" ? draft.term.application : (draft.term, nil)
            guard let z = try? draft.equations("z_early", sum),
              let early = try? draft.equations("a_early", firstActivation(z)),
              let late = first.formula(of: early, endingWith: "z", in: draft.equations)
            else { return nil }
            return own.map { $0(late) } ?? late
          })
    }
  }

  private func areAlike(_ first: Frame, _ second: Frame) -> Bool {
    first.kind == second.kind && !first.weights.isEmpty
      && first.weights.map(\.shape) == second.weights.map(\.shape)
      && ["Dense", "Conv"].contains { first.kind.contains($0) }
  }

  /// What a layer applies to its sum.
  private func activation(of call: PlainCall) -> @Sendable (Term) -> Term {
    let own = call.output.result.name.ascii == "a" ? call.output.term.application.function : nil
    return own ?? { $0 }
  }
}
