import Equations
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

/// A state of a cell: its name and how many units it has.
package struct CellState: Sendable {
  package let name: Name
  package let units: Int

  package init(name: Name, units: Int) { (self.name, self.units) = (name, units) }
}

extension Cell {
  package var isRandomInTraining: Bool { dropout.drops }
  package var trainingRemark: String? { dropout.trainingRemark }
  package var callArguments: [String] { ["inputs", "states", "training"] }

  /// A cell by itself is one timestep; Keras gives it its states as arguments.
  package func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    throw eq.obstacle(
      "a cell outside a recurrent layer is not supported", "Wrap it in RNN(cell) and save again.")
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
