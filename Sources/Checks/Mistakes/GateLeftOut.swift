import Equations
import Terms

/// `h = tanh(C)`, `C = f ⊙ C₋₁ + g`: an LSTM without its output gate or its input gate (L52); a GRU without one of its own
/// (G36). Without the forget gate it is L31.
struct GateLeftOut: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let names: [(gate: String, words: String)] = [
      ("i", "the input gate"), ("o", "the output gate"), ("r", "the reset gate"),
    ]
    let gates = names.flatMap { gate, words in
      anatomy.inRecurrent(
        [.lstm: .known("L52").unpaired, .gru: .known("G36").unpaired], "\(words) left out"
      ) { chosen in
        guard chosen.gates.contains(gate) else { return nil }
        return (
          .equation { draft in
            guard chosen.paths.contains(draft.path) else { return nil }
            return draft.term.withoutFactor(gate)
          }, nil
        )
      }
    }
    let update = anatomy.inRecurrent(
      [.gru: .known("G36").unpaired], "the update gate left out: h = g"
    ) { chosen in
      (.unmasked("h", in: chosen.paths) { term, _ in term.value("g") }, nil)
    }
    return gates + update
  }
}

extension Term {
  /// The term with `a` for `gate ⊙ a`; nil where it has no such product.
  fileprivate func withoutFactor(_ gate: String) -> Term? {
    mapping(Multiply.self) { _, operands in
      guard operands.count == 2,
        let own = operands.firstIndex(where: { $0.value?.name.ascii == gate })
      else { return nil }
      return operands[1 - own]
    }
  }
}
