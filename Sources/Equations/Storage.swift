/// Where a value lies: which storage, and which of its slots at timestep t.
public struct Place: Sendable {
  public internal(set) var storage: Int
  /// Slots before (−1) the one of the timestep, for a state's previous value.
  public internal(set) var shift = 0
  /// A fixed slot of the innermost loop, for what is read after it.
  public internal(set) var slot: Int?
}

/// Memory for one value in every timestep of the loops it stands in.
public struct Storage: Sendable {
  public let count: Int
  public let isBatched: Bool
  /// The loops around it, outermost first.
  public let scans: [Int]
  /// Slots before the one of timestep 0: one for a state.
  public internal(set) var lead = 0
}
