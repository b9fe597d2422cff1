import Debugging

/// `restart`: back before the first equation, or to a checkpoint.
struct RestartCommand: Command {
  let names = ["restart"]
  let group = CommandGroup.walking
  let reach = Reach.walks
  let summary = "go back before the first equation, or to checkpoint N; the input stays"
  let usage = ["restart", "restart N"]
  let example = ["feed [0, 1]", "continue", "restart"]
  let reverse: String? = "is not needed: restart goes back"

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard !arguments.isEmpty else { return try console.show(machine.restart()) }
    guard let checkpoint = session.checkpoints.first(where: { "\($0.id)" == arguments }) else {
      let ids = session.checkpoints.map { "\($0.id)" }
      throw CommandError(
        "there is no checkpoint \(arguments)",
        hint: ids.isEmpty ? "checkpoint makes one" : "info checkpoints lists them")
    }
    try session.go(to: checkpoint)
    try console.showPlace()
  }
}
