/// Places to come back to.
extension Session {
  /// Remembers the place where one stands.
  package func checkpoint(_ note: String) -> Checkpoint? {
    guard let machine else { return nil }
    let new = Checkpoint(
      id: (checkpoints.last?.id ?? 0) + 1, branch: timeline.current, position: machine.walkPosition,
      note: note)
    checkpoints.append(new)
    return new
  }

  /// Goes back to a checkpoint, in its branch; on an error everything stays as it was.
  package func go(to checkpoint: Checkpoint) throws {
    if checkpoint.branch != timeline.current {
      try go(toBranch: checkpoint.branch, at: checkpoint.position)
    } else {
      try machine?.takePosition(checkpoint.position)
    }
  }
}
