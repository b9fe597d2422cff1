import Equations
import Terms

/// A tensor on its way between layers, with the mask that travels along.
package struct Signal: Sendable {
  package let term: Term
  /// Truth values over the timesteps: false where one is to be left out.
  package let mask: Term?

  package init(_ term: Term, mask: Term? = nil) {
    self.term = term
    self.mask = mask
  }
}

/// What one call of a layer gets.
package struct Call: Sendable {
  package var inputs: [Signal]
  /// The states that a recurrent layer starts from, when they are given.
  package var initialStates: [Term]
  /// A mask given by hand, in place of the one that travels with the input.
  package var mask: Term?
  /// All arguments in order, for operations, which take plain numbers too.
  package var arguments: [Argument<Signal>]
  package var keywords: [String: Argument<Signal>]
  /// Whether Keras brings the first of them to another floating-point format, which gives a new tensor.
  package var castsFirst = false
  /// Which of its outputs something reads; nil where that is not known.
  package var outputsRead: Set<Int>?
  package var weights: LayerWeights

  package init(
    _ inputs: [Signal], initialStates: [Term] = [], mask: Term? = nil,
    arguments: [Argument<Signal>] = [], keywords: [String: Argument<Signal>] = [:],
    weights: LayerWeights = LayerWeights()
  ) {
    self.inputs = inputs
    self.initialStates = initialStates
    self.mask = mask
    self.arguments = arguments
    self.keywords = keywords
    self.weights = weights
  }

  /// The one input; throws when there are more or fewer.
  package func input(_ eq: Equations) throws(Obstacle) -> Signal {
    guard inputs.count == 1, let input = inputs.first else {
      throw eq.obstacle("it takes one input and gets \(inputs.count)", Advice.gap)
    }
    return input
  }

  /// The mask that counts: the one given by hand, else the first input's.
  package var effectiveMask: Term? { mask ?? inputs.first?.mask }
}

extension Call {
  /// The inputs, with masks given by hand in place of those that travel along: one mask, or a list
  /// with None where an input has none, which may leave out the last.
  package var inputsWithMasks: [Signal] {
    let given: [Argument<Signal>]
    switch keywords["mask"] {
    case .list(let list) where list.count <= inputs.count && list.count >= min(2, inputs.count):
      given = list
    case .tensor(let signal) where inputs.count == 1: given = [.tensor(signal)]
    default: return inputs
    }
    return inputs.indices.map { index in
      let mask = given.indices.contains(index) ? given[index].tensors.first?.term : nil
      return Signal(inputs[index].term, mask: mask)
    }
  }
}
