import Terms

extension Equations {
  /// A state of a loop: its name, and its value before the first timestep.
  public struct State {
    public let name: Name
    public let initial: Term
    /// Whether the next input of a stateful loop goes on from it.
    public let outlives: Bool

    public init(_ name: Name, from initial: Term, outlives: Bool = true) {
      self.name = name
      self.initial = initial
      self.outlives = outlives
    }
  }

  /// An array whose rows a loop reads, one a timestep.
  public struct Rows {
    public let name: Name
    public let source: Term
    public let isReversed: Bool

    public init(_ name: Name, of source: Term, isReversed: Bool = false) {
      self.name = name
      self.source = source
      self.isReversed = isReversed
    }
  }

  /// What a timestep leaves: the states after it, and what is collected over time.
  public struct Step {
    public let states: [Term]
    public let collected: [Term]

    public init(states: [Term] = [], collected: [Term] = []) {
      self.states = states
      self.collected = collected
    }
  }
}
