/// A loop over time, forwards or, for gradients, over the timesteps of another one backwards.
package struct Scan: Sendable {
  /// An array of the outside whose rows the loop reads, one a timestep.
  package struct Sequence: Sendable {
    package let outer: Int
    package let inner: Int
    package let isReversed: Bool
  }

  /// A state: its value before the first timestep, in a timestep before and after.
  package struct Carry: Sendable {
    package let initial: Int
    package let previous: Int
    package let next: Int
    /// What is read of it after the loop: its value in the last timestep.
    package let final: Int
    /// Whether the next input of a stateful loop goes on from it.
    package let outlives: Bool
  }

  /// A value of every timestep, made an array of the outside when the loop is left.
  package struct Stack: Sendable {
    package let inner: Int
    package let outer: Int
    /// Whether the outside has the last timestep first.
    package internal(set) var isReversed = false
  }

  package let id: Int
  package let frame: Int
  package let parent: Int?
  package let steps: Int
  /// The loop whose timesteps it goes through from the last to the first; its values lie among that one's. nil of a loop
  /// of its own.
  package internal(set) var axis: Int?
  /// Whether the next input goes on from the states that this one leaves.
  package let isStateful: Bool
  /// Whether states carried over, unless all of them are 0, count more than those that are given.
  package let prefersCarried: Bool
  package internal(set) var sequences: [Sequence] = []
  package internal(set) var carries: [Carry] = []
  package internal(set) var stacks: [Stack] = []
  /// Instructions that need no timestep, run once on entering.
  package internal(set) var prelude: [Int] = []
  /// Instructions run on entering for all timesteps at once.
  package internal(set) var hoisted: [Int] = []
  /// The mask that its equations choose by; nil without one.
  package internal(set) var mask: Int?
  /// Executions before it within one pass of what it stands in, and in one timestep of it.
  package internal(set) var offset = 0
  package internal(set) var ticksPerStep = 0
  /// Its `enter` and `leave` in the schedule.
  package internal(set) var bounds = 0..<0

  package var isBackward: Bool { axis != nil }

  /// The timestep that it begins with, and the one that it ends with.
  package var first: Int { isBackward ? steps - 1 : 0 }
  package var last: Int { isBackward ? 0 : steps - 1 }

  /// The timestep of its how manieth pass, and the other way round: it is its own inverse.
  package func timestep(_ pass: Int) -> Int { isBackward ? steps - 1 - pass : pass }

  /// The timestep that is passed before one; nil of the first.
  package func before(_ step: Int) -> Int? {
    step == first ? nil : isBackward ? step + 1 : step - 1
  }
}
