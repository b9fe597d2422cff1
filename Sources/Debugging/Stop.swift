import Equations

/// Where a motion ended, and why.
package struct Stop: Sendable {
  package enum Reason: Sendable {
    /// It came where it was to go.
    case arrived
    /// Everything is executed.
    case end
    /// Nothing is executed.
    case start
    /// What comes next is a layer that cannot be computed.
    case blocked(Obstacle)
    case interrupted
    /// A breakpoint, a watch or a catch, by its number.
    case breakpoint(Int)
    /// The condition that ends a run over many samples.
    case goal
  }

  package let from: WalkPosition
  package let place: WalkPosition
  package let reason: Reason

  /// Whether it ended where it began.
  package var isStill: Bool { from == place }
  /// Where it ended within the step.
  package var position: Position { place.position }
}
