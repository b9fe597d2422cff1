import Tensors
import Terms

extension Session {
  /// A run in float64 of the step where one stands, with the inputs and weights that were set in it, up to the gradients.
  package func preciseRun() throws -> Machine {
    try runBeside(try programBeside(in: .float64)) { $0.isGiven }
  }

  /// Whether numbers were set that an equation had given: a run that goes through it again has its own there.
  package var hasSetResults: Bool {
    timeline.changes(to: timeline.current).contains { !$0.isGiven }
  }
}

extension Timeline.Change {
  fileprivate var isGiven: Bool { [.input, .weight, .drawn].contains(value.role) }
}
