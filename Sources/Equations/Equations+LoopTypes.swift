import Terms

extension Equations {
  /// A state of a loop: its name, and its value before the first timestep.
  package struct State {
    package let name: Name
    package let initial: Term
    /// Whether the next input of a stateful loop goes on from it.
    package let outlives: Bool

    package init(_ name: Name, from initial: Term, outlives: Bool = true) {
      self.name = name
      self.initial = initial
      self.outlives = outlives
    }
  }

  /// An array whose rows a loop reads, one a timestep.
  package struct Rows {
    package let name: Name
    package let source: Term
    package let isReversed: Bool

    package init(_ name: Name, of source: Term, isReversed: Bool = false) {
      self.name = name
      self.source = source
      self.isReversed = isReversed
    }
  }

  /// What a timestep leaves: the states after it, and what is collected over time.
  package struct Step {
    package let states: [Term]
    package let collected: [Term]

    package init(states: [Term] = [], collected: [Term] = []) {
      self.states = states
      self.collected = collected
    }
  }
}
