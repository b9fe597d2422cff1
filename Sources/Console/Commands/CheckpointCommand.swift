import Debugging
import Equations
import Terminal

/// `checkpoint before the gate`: a place to come back to.
struct CheckpointCommand: Command {
  let names = ["checkpoint"]
  let group = CommandGroup.walking
  let reach = Reach.changes
  let summary = "remember the place where one stands; restart N comes back to it"
  let usage = ["checkpoint", "checkpoint NOTE"]
  let example = ["open lstm", "feed ones", "until lstm@1.f", "checkpoint", "continue", "restart 1"]
  let details = """
    A checkpoint is a place in a branch of the timeline, so that restart N also undoes what was set \
    since. info checkpoints lists them; a feed forgets them.
    """

  func run(_ arguments: String, _ console: Console) throws {
    let (session, _) = try console.requireMachine()
    guard let checkpoint = session.checkpoint(arguments) else { return }
    console.output.line("checkpoint \(console.text(of: checkpoint, session))")
  }
}

extension Console {
  /// `1  at tick 10, lstm@1.f: before the gate`.
  func text(of checkpoint: Checkpoint, _ session: Session) -> String {
    let program = session.machine?.program
    let place = program.flatMap { program in
      program.moment(checkpoint.position.position.tick).map { program.place(of: $0) }
    }
    var text = "\(checkpoint.id)  at tick \(checkpoint.position.text)"
    if let place { text += ", \(place.visible)" }
    if checkpoint.branch > 0 { text += ", branch \(checkpoint.branch)" }
    return checkpoint.note.isEmpty ? text : "\(text): \(checkpoint.note)"
  }
}
