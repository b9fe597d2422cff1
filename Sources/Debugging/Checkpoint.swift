/// A place to come back to: a position in a branch of the timeline.
public struct Checkpoint: Sendable {
  public let id: Int
  public let branch: Int
  public let position: Position
  public let note: String
}

extension Session {
  /// Remembers the place where one stands.
  public func checkpoint(_ note: String) -> Checkpoint? {
    guard let machine else { return nil }
    let new = Checkpoint(
      id: (checkpoints.last?.id ?? 0) + 1, branch: timeline.current, position: machine.position,
      note: note)
    checkpoints.append(new)
    return new
  }

  /// Goes back to a checkpoint, in its branch; on an error everything stays as it was.
  public func go(to checkpoint: Checkpoint) throws {
    if checkpoint.branch != timeline.current {
      try go(toBranch: checkpoint.branch, at: checkpoint.position)
    } else {
      try machine?.takePosition(checkpoint.position)
    }
  }
}
