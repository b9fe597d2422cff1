import Debugging
import Models
import Terminal

/// `up`: names mean the values of the layer around this one.
struct UpCommand: Command {
  let names = ["up"]
  let group = CommandGroup.looking
  let reach = Reach.walks
  let summary = "look from the layer around this one, or from the model: names mean its values"
  let usage = ["up"]
  let example = ["open lstm", "feed zeros", "step", "up", "info values"]

  func run(_ arguments: String, _ console: Console) throws { try console.selectFrame(by: 1) }
}

extension Console {
  func selectFrame(by distance: Int) throws {
    let (session, machine) = try requireMachine()
    guard !machine.stack.isEmpty else {
      throw CommandError.nothingComputed(in: machine)
    }
    let next = session.frameOffset + distance
    guard (0...machine.stack.count).contains(next) else {
      throw CommandError(
        distance > 0 ? "this is the outermost frame" : "this is the innermost frame",
        hint: "where shows the frames")
    }
    session.frameOffset = next
    output.line("#\(next)  \(frameText(next, session, machine))")
  }

  /// `lstm@2`; the model around all layers by its name.
  func frameText(_ index: Int, _ session: Session, _ machine: Machine) -> String {
    guard machine.stack.indices.contains(index) else { return session.model.name.visible }
    return machine.text(machine.stack[index]).visible
  }
}
