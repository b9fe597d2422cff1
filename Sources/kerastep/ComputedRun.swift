import Console
import Containers
import Debugging
import Equations
import Expressions

/// A model that was fed and run to its end.
struct ComputedRun {
  let session: Session
  let machine: Machine

  /// Throws where the model cannot be computed to its end, unless that is allowed; where it cannot be begun, always.
  init(
    _ command: some ModelSubcommand, _ input: InputArgument, _ output: Output,
    allowingObstacle: Bool = false,
    target: String? = nil, loss: String? = nil
  ) throws {
    session = Session(try command.open(telling: output))
    try session.feed(try input.read(for: session.model, output))
    try session.useLoss(loss)
    if let target { try session.target(target, names: NoNames()) }
    guard let machine = session.machine else { throw CommandError("nothing was fed") }
    if let obstacle = machine.program.obstacle,
      !allowingObstacle || machine.program.tickCount == 0
    {
      throw obstacle
    }
    _ = try machine.resume()
    try Interruption.check()
    self.machine = machine
  }
}
