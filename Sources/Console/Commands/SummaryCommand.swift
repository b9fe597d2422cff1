import Debugging
import Views

/// `summary`: the layers, their shapes and parameters.
struct SummaryCommand: Command {
  let names = ["summary"]
  let group = CommandGroup.model
  let reach = Reach.looks
  let summary = "show the layers, their output shapes, parameters, and what is not supported"
  let usage = ["summary"]
  let example = ["summary"]

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let lines = SummaryTable(model: session.model, width: console.presentation.room)
      .lines()
    console.output.page(lines, pages: console.isInteractive)
  }
}
