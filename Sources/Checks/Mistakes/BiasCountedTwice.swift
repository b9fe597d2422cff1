import Equations
import Terms

/// `z = x·W + h₋₁·U + 2b`: Keras' bias put into both biases of PyTorch, which adds them.
struct BiasCountedTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R19", .lstm: "L43", .gru: "G25"],
      "the bias counted twice, put into both of PyTorch's biases"
    ) { chosen in
      let revision = Revision.equation { draft in
        guard chosen.paths.contains(draft.path), draft.term.value("b") != nil else { return nil }
        return draft.term.replacing("b") { 2 * $0 }
      }
      return (revision, nil)
    }
  }
}
