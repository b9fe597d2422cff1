import Debugging
import Equations
import Tensors

/// `info weights`: lists of what there is.
struct InfoCommand: Command {
  let names = ["info", "i"]
  let group = CommandGroup.looking
  let summary = "list layers, weights, the values of this layer, states or inputs"
  let usage = ["info layers", "info weights [LAYER]", "info values", "info state", "info inputs"]
  let example = ["feed [0, 1]", "step", "info values"]
  let completion = Completion.Kind.words(["layers", "weights", "values", "state", "inputs"])

  func run(_ arguments: String, _ console: Console) throws {
    let (word, rest) = arguments.firstWord
    switch word {
    case "layers": try SummaryCommand().run("", console)
    case "weights": try weights(rest, console)
    case "values": try values(console)
    case "state", "states": try states(console)
    case "inputs": try inputs(console)
    default:
      throw CommandError(
        word.isEmpty ? "info needs to know what" : "there is no info \(word)",
        hint: usage.joined(separator: ", "))
    }
  }

  private func weights(_ layer: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    let frames = machine.program.frames.filter { frame in
      !frame.weights.isEmpty
        && (layer.isEmpty || frame.path == layer || frame.path.hasPrefix(layer + "/"))
    }
    guard !frames.isEmpty else {
      throw CommandError(
        layer.isEmpty ? "the model has no weights" : "\(layer) is no layer with weights",
        hint: "info weights")
    }
    for frame in frames {
      console.output.line("\(frame.path)  \(frame.title)".marked(.place))
      for value in frame.weights {
        try show(value, at: [], session, machine, console)
      }
    }
  }

  private func show(
    _ value: Value, at steps: [Int], _ session: Session, _ machine: Machine, _ console: Console
  ) throws {
    let name = value.name.text(console.formulaStyle.alphabet)
    let label = "  \(name) \(value.shape) = "
    let tensor = try machine.read(value, at: steps, sample: session.sample)
    let text = console.arrayText.oneLine(tensor, width: max(console.width - label.columns, 20))
    console.output.line(label + text)
  }

  private func values(_ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard let frame = console.selectedFrame() else {
      throw CommandError("nothing is computed yet", hint: "step executes the first equation")
    }
    console.output.line(machine.text(frame).marked(.place))
    for name in machine.names(of: frame.frame) {
      let label = name.text(console.formulaStyle.alphabet)
      do {
        let found = try machine.lookup(name.ascii, in: frame, sample: session.sample)
        let start = "  \(label) \(found.tensor.shape) = "
        let room = max(console.width - start.columns, 20)
        console.output.line(start + console.arrayText.oneLine(found.tensor, width: room))
      } catch is PlaceError {
        console.output.line("  \(label) is not computed yet".marked(.dim))
      }
    }
  }

  private func states(_ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard !machine.program.scans.isEmpty else {
      throw CommandError("\(session.model.name) has no recurrent layer, so no state")
    }
    var shown = false
    for scan in machine.program.scans {
      for carry in scan.carries {
        let value = machine.program.values[carry.next]
        let path = machine.program.frames[scan.frame].path
        let label = "  \(path).\(value.name.text(console.formulaStyle.alphabet)) \(value.shape) = "
        guard let tensor = try latest(value, scan, session, machine) else { continue }
        let room = max(console.width - label.columns, 20)
        console.output.line(label + console.arrayText.oneLine(tensor, width: room))
        shown = true
      }
    }
    if !shown { console.output.line("no timestep is computed yet: the states are as they began") }
  }

  /// A state's value of the last timestep that is there; nil before the first.
  private func latest(
    _ value: Value, _ scan: Scan, _ session: Session, _ machine: Machine
  ) throws -> Tensor? {
    let outer = Array(
      (machine.current?.steps ?? []).prefix(machine.program.loops(scan.id).count - 1))
    var known = 0..<scan.steps
    while !known.isEmpty {
      let middle = (known.lowerBound + known.upperBound) / 2
      if machine.isComputed(value, at: outer + [middle]) {
        known = middle + 1..<known.upperBound
      } else {
        known = known.lowerBound..<middle
      }
    }
    guard known.lowerBound > 0 else { return nil }
    return try machine.read(value, at: outer + [known.lowerBound - 1], sample: session.sample)
  }

  private func inputs(_ console: Console) throws {
    let session = try console.requireSession()
    for input in session.model.inputs {
      console.output.line("\(input.name) \(input.shapeText) \(input.dtype.rawValue)")
    }
    guard let machine = session.machine else {
      return console.output.line("nothing was fed yet: feed zeros")
    }
    for value in machine.program.inputs {
      let tensor = try machine.read(value, sample: session.sample)
      console.output.lines(console.labelled("  \(value.name.unicode) \(value.shape) = ", tensor))
    }
  }
}
