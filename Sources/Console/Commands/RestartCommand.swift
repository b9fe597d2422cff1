import Debugging

/// `restart`: back before the first equation.
struct RestartCommand: Command {
  let names = ["restart", "run"]
  let group = CommandGroup.walking
  let summary = "go back before the first equation; the input stays"
  let usage = ["restart"]
  let example = ["feed [0, 1]", "continue", "restart"]
  let reverse: String? = "is not needed: restart goes back"

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    try console.show(machine.restart())
  }
}
