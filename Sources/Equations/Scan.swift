/// A loop over time.
public struct Scan: Sendable {
  /// An array of the outside whose rows the loop reads, one a timestep.
  public struct Sequence: Sendable {
    public let outer: Int
    public let inner: Int
    public let isReversed: Bool
  }

  /// A state: its value before the first timestep, in a timestep before and after.
  public struct Carry: Sendable {
    public let initial: Int
    public let previous: Int
    public let next: Int
    /// What is read of it after the loop: its value in the last timestep.
    public let final: Int
    /// Whether the next input of a stateful loop goes on from it.
    public let outlives: Bool
  }

  /// A value of every timestep, made an array of the outside when the loop is left.
  public struct Stack: Sendable {
    public let inner: Int
    public let outer: Int
  }

  public let id: Int
  public let frame: Int
  public let parent: Int?
  public let steps: Int
  /// Whether the next input goes on from the states that this one leaves.
  public let isStateful: Bool
  /// Whether states carried over, unless all of them are 0, count more than those that are given.
  public let prefersCarried: Bool
  public internal(set) var sequences: [Sequence] = []
  public internal(set) var carries: [Carry] = []
  public internal(set) var stacks: [Stack] = []
  /// Instructions that need no timestep, run once on entering.
  public internal(set) var prelude: [Int] = []
  /// Instructions run on entering for all timesteps at once.
  public internal(set) var hoisted: [Int] = []
  /// The mask that its equations choose by; nil without one.
  public internal(set) var mask: Int?
  /// Executions before it within one pass of what it stands in, and in one timestep of it.
  public internal(set) var offset = 0
  public internal(set) var ticksPerStep = 0
  /// Its `enter` and `leave` in the schedule.
  public internal(set) var bounds = 0..<0
}
