import Equations
import Tensors
import Terms

/// What a recurrent layer computes in one timestep.
package protocol Cell: Layer {
  /// The states that it carries from timestep to timestep; the first is also its output.
  var states: [CellState] { get }

  /// What it drops in training.
  var dropout: CellDropout { get }

  /// Writes one timestep: the states after it, in the order of `states`.
  func step(_ x: Term, _ states: [Term], _ mask: Term?, to eq: Equations) throws -> [Term]
}

/// A state of a cell: its name and its shape.
package struct CellState: Sendable {
  package let name: Name
  package let shape: Shape
  /// Its number format; nil: that of the layer.
  var format: DType?

  package init(name: Name, shape: Shape) { (self.name, self.shape) = (name, shape) }

  /// One of so many units.
  package init(name: Name, units: Int) { self.init(name: name, shape: [units]) }
}

extension Cell {
  package var isRandomInTraining: Bool { dropout.drops }
  package var trainingRemark: String? { dropout.trainingRemark }
  package var callArguments: [String] { ["inputs", "states", "training"] }

  /// A cell by itself is one timestep: its output, then its states after it.
  package func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard let x = call.inputs.first?.term else { throw eq.obstacle("it gets no input", Advice.gap) }
    // Keras 2 saves the states as inputs behind the first.
    let behind = call.inputs.dropFirst().map(\.term)
    let given = behind.isEmpty ? (call.keywords["states"]?.tensors ?? []).map(\.term) : behind
    guard x.shape.rank == 1, given.map(\.shape) == states.map(\.shape) else {
      let needed = states.map { "\($0.name.unicode) \($0.shape)" }.joined(separator: ", ")
      throw eq.obstacle(
        "a cell by itself takes one timestep of features and its states \(needed)", Advice.gap)
    }
    let before = zip(states, given).map { eq.local($0.name.previous, $1) }
    let after = try step(x, before, nil, to: eq)
    return (after.prefix(1) + after).map { Signal($0) }
  }
}

extension Term {
  /// The new value, or the one before where the timestep is masked.
  package func carried(from previous: Term, where mask: Term?) -> Term {
    mask.map { .select($0, self, previous) } ?? self
  }
}

/// The note of a state's equation: that a masked timestep carries it over.
func stateNote(_ note: String, _ mask: Term?) -> String {
  mask == nil ? note : note + ", kept where masked"
}
