/// A moment of a run: how many equations, and how many instructions of the next one, are done.
package struct Position: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Equations executed from the start.
  package let tick: Int
  /// Instructions executed of equation `tick + 1`; 0 between equations.
  package let instruction: Int

  package init(_ tick: Int, instruction: Int = 0) {
    self.tick = tick
    self.instruction = instruction
  }

  package static let start = Position(0)

  package static func < (a: Position, b: Position) -> Bool {
    (a.tick, a.instruction) < (b.tick, b.instruction)
  }

  /// The ticks that must be computed for everything before the position to be there.
  package var reach: Int { instruction > 0 ? tick + 1 : tick }

  package var description: String { instruction > 0 ? "\(tick)+\(instruction)" : "\(tick)" }
}

/// A moment of a walk through steps of training: the step, and the position in it.
package struct WalkPosition: Sendable, Hashable, Comparable {
  package let step: Int
  package let position: Position

  package init(step: Int = 0, _ position: Position) {
    (self.step, self.position) = (step, position)
  }

  package static func < (a: WalkPosition, b: WalkPosition) -> Bool {
    (a.step, a.position) < (b.step, b.position)
  }

  /// `12`, or `12 of step 3` behind the first step.
  package var text: String { step == 0 ? "\(position)" : "\(position) of step \(step)" }
}
