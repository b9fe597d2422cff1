import Debugging
import Equations
import Expressions
import Models
import Tensors
import Terminal
import Terms
import Views

/// `info weights`: lists of what there is.
struct InfoCommand: Command {
  let names = ["info", "i"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary =
    "list layers, weights, the values of this layer, states, inputs, the loss, breakpoints or memory"
  let usage = [
    "info layers", "info weights [LAYER]", "info values", "info state", "info inputs",
    "info loss", "info optimizer", "info breakpoints", "info display", "info checkpoints",
    "info memory",
  ]
  let example = ["feed [0, 1]", "step", "info values"]
  let details =
    "info values shows, inside a loop, the whole timestep by unit, as far as it is computed, and then what stands in no row of that. info loss, once there is a target, says what the loss is made of: outputs and their weights, samples, masks, regularizers."
  let completion = Completion.Kind.words(InfoCommand.words)

  func run(_ arguments: String, _ console: Console) throws {
    let (typed, rest) = arguments.firstWord
    let word = InfoCommand.whole(typed)
    if !rest.isEmpty, word != "weights", InfoCommand.words.contains(word) {
      throw CommandError(
        "info \(word) takes no further word, and \(rest) is one", hint: "info \(word)")
    }
    switch word {
    case "layers": try SummaryCommand().run("", console)
    case "weights": try weights(rest, console)
    case "values": try console.showValues()
    case "state": try states(console)
    case "inputs": try inputs(console)
    case "loss": try loss(console)
    case "checkpoints": try checkpoints(console)
    case "memory":
      let (_, machine) = try console.requireMachine()
      console.output.lines(MemoryText(console.presentation, machine).lines)
    case "optimizer":
      let session = try console.requireSession()
      let optimizer = try session.requireOptimizer()
      console.output.lines(
        try OptimizerText(console.presentation, session, optimizer).lines())
    case "breakpoints":
      let table = BreakpointTable(breakpoints: console.breakpoints, width: console.width)
      console.output.lines(
        console.breakpoints.all.isEmpty ? ["there is no breakpoint"] : table.lines())
    case "display":
      let displays = console.debugger.displays.all.map { "  \($0.number): \($0.text.visible)" }
      console.output.lines(displays.isEmpty ? ["nothing is displayed"] : displays)
    default:
      let near = nearest(to: word, in: InfoCommand.words).map { "Did you mean info \($0)?" }
      throw CommandError(
        word.isEmpty ? "info needs to know what" : "there is no info \(word)",
        hint: near ?? "info knows " + InfoCommand.words.joined(separator: ", "))
    }
  }

  private static let words = [
    "layers", "weights", "values", "state", "inputs", "loss", "optimizer", "breakpoints",
    "display", "checkpoints", "memory",
  ]

  /// The word whose beginning was typed, as `info b` and `info break` are; `states` is one too many letters.
  private static func whole(_ typed: String) -> String {
    if words.contains(typed) || typed.isEmpty { return typed }
    if typed == "states" { return "state" }
    let begun = words.filter { $0.hasPrefix(typed) }
    return begun.count == 1 ? begun[0] : typed
  }

  private func loss(_ console: Console) throws {
    let (session, _) = try console.requireMachine()
    guard let account = try session.lossAccount() else {
      throw CommandError(
        "there is no target, so no loss",
        hint: "target VALUE gives what the output is compared with.")
    }
    console.output.lines(LossText(console.presentation, account).lines())
  }

  private func checkpoints(_ console: Console) throws {
    let (session, _) = try console.requireMachine()
    guard !session.checkpoints.isEmpty else {
      throw CommandError("there is no checkpoint", hint: "checkpoint makes one")
    }
    console.output.lines(session.checkpoints.map { console.text(of: $0, session) })
  }

  private func weights(_ layer: String, _ console: Console) throws {
    let session = try console.requireSession()
    guard let machine = session.anyMachine else {
      throw CommandError(Debugger.Missing.input(session.model))
    }
    let frames = machine.program.frames.filter { frame in
      !frame.weights.isEmpty
        && (layer.isEmpty || frame.path == layer || frame.path.hasPrefix(layer + "/"))
    }
    guard !frames.isEmpty else {
      let paths = machine.program.frames.filter { !$0.weights.isEmpty }.map(\.path)
      let near = paths.first { $0.hasSuffix("/\(layer)") } ?? nearest(to: layer, in: paths)
      throw CommandError(
        layer.isEmpty ? "the model has no weights" : "\(layer) is no layer with weights",
        hint: near.map { "Did you mean info weights \($0)?" } ?? "info weights")
    }
    for frame in frames {
      console.output.line("\(frame.path)  \(frame.title)".marked(.place))
      for value in frame.weights {
        guard session.unfed?.isBare != true else {
          let name = value.name.text(console.formulaStyle.alphabet).visible
          console.output.line("  \(name) \(value.shape)")
          continue
        }
        try show(value, at: [], session, machine, console)
      }
    }
  }

  private func show(
    _ value: Value, at steps: [Int], _ session: Session, _ machine: Machine, _ console: Console
  ) throws {
    let name = value.name.text(console.formulaStyle.alphabet)
    console.fact("  \(name)", try machine.read(value, at: steps, sample: session.sample))
  }

  private func states(_ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard !machine.program.scans.isEmpty else {
      throw CommandError("\(session.model.name) has no recurrent layer, so no state")
    }
    let states = try machine.latestStates(sample: session.sample)
    for state in states {
      let name = state.value.name.text(console.formulaStyle.alphabet)
      console.fact("  \(state.path.visible).\(name)", state.tensor)
    }
    if states.isEmpty {
      console.output.line("no timestep is computed yet: the states are as they began")
    }
  }

  private func inputs(_ console: Console) throws {
    let session = try console.requireSession()
    guard let machine = session.machine else {
      for input in session.model.inputs {
        console.output.line("  \(input.name.visible) \(input.shapeText) \(input.dtype.rawValue)")
      }
      return console.output.lines(
        console.prose("nothing was fed yet: \(session.model.feedHint)"))
    }
    for value in machine.program.inputs {
      let tensor = try machine.read(value, sample: session.sample)
      let label = "  \(value.name.unicode.visible) \(value.shape) \(tensor.dtype.rawValue) = "
      console.output.lines(console.arrayText.lines(tensor, behind: label))
    }
  }
}

extension Console {
  /// `  W (2, 4) = [[…]]`, on several lines where it has few numbers; the shape alone of a matrix of
  /// many.
  func fact(_ label: String, _ tensor: Tensor) {
    let start = tensor.shape.rank == 0 ? label : "\(label) \(tensor.shape)"
    let text = arrayText.oneLine(tensor, width: max(width - start.columns - 3, 20))
    let isCut = text == "\(tensor.shape)" || text.contains(arrayText.ellipsis)
    let isSmall = tensor.count <= (arrayText.format.threshold ?? 0)
    if isCut, isSmall { return output.lines(arrayText.lines(tensor, behind: "\(start) = ")) }
    output.line(text == "\(tensor.shape)" ? start : "\(start) = \(text)")
  }
}
