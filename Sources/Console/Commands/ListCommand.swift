import Containers
import Debugging
import Equations
import Expressions
import Tensors
import Terminal
import Views

/// `list`: the equations around the place where one stands.
struct ListCommand: Command {
  let names = ["list", "l"]
  let group = CommandGroup.looking
  let reach = Reach.changes
  let summary = "list the equations of this layer and the next ones; list all for the whole model"
  let usage = ["list", "list LAYER", "list all", "list -v [LAYER|all]"]
  let example = ["feed [0, 1]", "list", "list dense"]
  let details =
    "The numbers are ticks, as goto takes them: of a loop, those of the timestep where one stands, or of its first one. Before anything is fed, the equations are those of one sample. list again, or an empty line, goes on with the layers that follow. -v shows below each equation what its functions are made of, and what a gradient's short form stands for."
  let repeats = true
  let completion = Completion.Kind.location

  /// The most lines that one listing fills, so that it stays on a screen.
  private static let screenful = 18

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let equations = try console.debugger.listing()
    let program = equations.program
    let (word, rest) = arguments.firstWord
    let isLong = word == "-v"
    let arguments = (isLong ? rest : arguments).unquoted
    let listing = EquationListing(console.presentation, equations, isLong: isLong)
    if arguments == "all" {
      let lines = program.frames.flatMap { listing.lines(frame: $0.id) }
      return console.output.page(lines + end(program, console.width), pages: console.isInteractive)
    }
    if !arguments.isEmpty {
      let calls = equations.calls(of: arguments)
      guard !calls.isEmpty else {
        let paths = program.frames.map(\.path)
        let inside = paths.first { $0.hasSuffix("/\(arguments)") }
        let near = (inside ?? nearest(to: arguments, in: paths)).map { "Did you mean \($0)?" }
        throw CommandError(
          "there is no layer \(arguments)", hint: near ?? "summary lists the layers")
      }
      return console.output.lines(calls.flatMap { listing.lines(frame: $0) })
    }
    let here = equations.current ?? session.machine?.next
    let frame = here.map { program.equations[$0.equation].frame } ?? 0
    var lines: [String] = []
    var next = session.listCursor ?? frame
    if next >= program.frames.count { next = 0 }
    while next < program.frames.count {
      let more = listing.lines(frame: next)
      if !lines.isEmpty, lines.count + more.count > ListCommand.screenful { break }
      lines += more
      next += 1
    }
    if next >= program.frames.count {
      lines += end(program, console.width)
    } else {
      lines.append("more: Enter, or list all".marked(.dim))
    }
    session.listCursor = next
    console.output.lines(lines)
  }

  private func end(_ program: Program, _ width: Int) -> [String] {
    guard let obstacle = program.obstacle else { return [] }
    let text = "\(obstacle.path) (\(obstacle.kind)): not computed; \(obstacle.reason)"
    return text.wrapped(after: "  ", to: width).map { $0.marked(.bad) }
  }
}
