/// Where a value lies: which storage, and which of its slots at timestep t.
package struct Place: Sendable {
  package internal(set) var storage: Int
  /// Slots before (−1) or behind (1) the one of the timestep, for what the timestep passed before left.
  package internal(set) var shift = 0
  /// A fixed slot of the innermost loop, for what is read after it.
  package internal(set) var slot: Int?
}

/// Memory for one value in every timestep of the loops it stands in.
package struct Storage: Sendable {
  package let count: Int
  package let isBatched: Bool
  /// The loops around it, outermost first.
  package let scans: [Int]
  /// Slots before the one of timestep 0: one for a state.
  package internal(set) var lead = 0
  /// Slots behind the one of the last timestep: one for a state of a loop that goes backwards.
  package internal(set) var trail = 0
}
