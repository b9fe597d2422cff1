/// `down`: back towards the equation.
struct DownCommand: Command {
  let names = ["down"]
  let group = CommandGroup.looking
  let reach = Reach.walks
  let summary = "look from the layer inside again"
  let usage = ["down"]
  let example = ["open lstm", "feed zeros", "step", "up", "down"]

  func run(_ arguments: String, _ console: Console) throws { try console.selectFrame(by: -1) }
}
