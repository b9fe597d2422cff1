import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms

/// `whatis C`: what a value is, before its numbers.
struct WhatisCommand: Command {
  let names = ["whatis", "shape"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "tell what a value is: its shape, what writes it, who reads it"
  let usage = ["whatis NAME", "whatis EXPRESSION"]
  let example = ["open lstm", "feed zeros", "step 3", "whatis C_prev", "shape x @ W"]
  let details = """
    The shape is that of one sample. A value that is not computed yet has a shape, a writer and \
    readers too. Of an expression it is the shape and the number format that the result has.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("whatis needs a value", hint: "whatis x, whatis x @ W")
    }
    let scope = Scope(console.debugger)
    let isShape = console.session?.unfed?.hasAllShapes ?? false
    if scope.isValue(arguments) || isShape && scope.machine?.isName(arguments) ?? false,
      let session = console.session, let machine = scope.machine
    {
      let provenance = try machine.provenance(of: arguments, in: console.debugger.selectedFrame)
      let text = ProvenanceText(console, session, machine, provenance)
      return console.output.lines(text.lines)
    }
    let name = arguments.hasPrefix("$") ? String(arguments.dropFirst()) : arguments
    if let variable = console.debugger.kept.variables[name] {
      return console.output.line(
        "\(name) \(typed(variable.tensor)): a variable, let \(name) = \(variable.text.visible)")
    }
    let tensor = try console.evaluate(arguments)
    console.output.line("\(arguments.visible) is \(typed(tensor))")
  }

  /// `(8) float32`.
  private func typed(_ tensor: Tensor) -> String { "\(tensor.shape) \(tensor.dtype.rawValue)" }
}

/// The lines on where a value comes from and what becomes of it.
private struct ProvenanceText {
  private let console: Console
  private let session: Session
  private let machine: Machine
  private let provenance: Provenance

  init(_ console: Console, _ session: Session, _ machine: Machine, _ provenance: Provenance) {
    self.console = console
    self.session = session
    self.machine = machine
    self.provenance = provenance
  }

  /// The most readers that are named.
  private static let mostReaders = 8

  private var program: Program { machine.program }
  private var value: Value { provenance.value }
  /// Whether the word means all timesteps of a loop.
  private var isOverTime: Bool { provenance.shape.rank > value.shape.rank }

  var lines: [String] {
    let type = "\(provenance.shape) \(value.dtype.rawValue)"
    let place = provenance.place.visible.marked(.place)
    let text = "\(type): \(role)"
    // Behind a long name there is no room for a sentence.
    let head =
      place.columns > 24 && place.columns + text.columns + 2 > console.width
      ? [place] + text.wrapped(after: "  ", to: console.width)
      : text.wrapped(after: "\(place)  ", to: console.width)
    return head + fact("written", origin) + readers + fact("samples", samples)
  }

  private func fact(_ label: String, _ text: String) -> [String] {
    text.wrapped(after: "  \(label)  ", to: console.width)
  }

  private var role: String {
    switch value.role {
    case .input: "an input of the model"
    case .weight: "a weight\(layer.map { " of \($0)" } ?? "")"
    case .number: "a number of the model"
    case .drawn: "drawn at random, as in training"
    case .state: "the state that a timestep begins with"
    case .sequence: "a row of a sequence, one a timestep"
    case .result, .intermediate:
      (note ?? "what an equation writes") + (isOverTime ? ", a row a timestep" : "")
    }
  }

  /// `forget gate`, of the equation that writes the value.
  private var note: String? {
    guard case .equation(let id, _, _) = provenance.origin else { return nil }
    let note = program.equations[id].note
    return note.isEmpty ? nil : note
  }

  /// The layer call that a weight belongs to.
  private var layer: String? {
    program.frames.first { $0.weights.contains(value) }?.path.visible
  }

  /// Whether training has given it another number than the file.
  private var isFromStepBefore: Bool {
    session.machine.map { $0.step > 0 && $0.isUpdated(value) } ?? false
  }

  private var given: String {
    switch value.role {
    case .weight where isFromStepBefore: "by the step of training before this one"
    case .weight:
      session.model.hasNoWeights
        ? "by nobody: the file has no weights (--weights FILE)" : "by the model's file"
    case .drawn: "before the walk, with the seed"
    default: "by what was fed"
    }
  }

  private var origin: String {
    switch provenance.origin {
    case .given: return given
    case .initialState(let scan):
      return isOverTime
        ? "by \(loop(scan)), which hands it on from timestep to timestep"
        : "by nothing: \(loop(scan)) begins with it"
    case .row(let outer, let scan):
      return "by \(loop(scan)), from \(name(outer)) \(outer.shape)"
    case .equation(let id, let steps, let tick):
      let text = "by \(path(id, steps)).\(equation(id))"
      if provenance.distance > 0 {
        return "not yet, in \(provenance.distance) ticks, at tick \(tick), \(text)"
      }
      return isOverTime ? "\(text), first at tick \(tick)" : "at tick \(tick), \(text)"
    }
  }

  private func loop(_ scan: Int) -> String {
    "the loop of \(program.frames[program.scans[scan].frame].path.visible)"
  }

  private func name(_ value: Value) -> String {
    value.name.text(console.formulaStyle.alphabet).visible
  }

  /// `lstm@1`, without timesteps for a value over time.
  private func path(_ id: Int, _ steps: [Int]) -> String {
    let path = program.frames[program.equations[id].frame].path.visible
    return isOverTime ? path : path + steps.map { "@\($0)" }.joined()
  }

  private func equation(_ id: Int) -> String {
    program.equations[id].text(console.formulaStyle).visible
  }

  private var readers: [String] {
    var texts = provenance.readers.map { reader in
      let text = "\(path(reader.equation, [])).\(equation(reader.equation))"
      return reader.name == value.name
        ? text : "\(text), as \(reader.name.text(console.formulaStyle.alphabet).visible)"
    }
    if texts.count > ProvenanceText.mostReaders {
      let rest = texts.count - ProvenanceText.mostReaders
      texts = texts.prefix(ProvenanceText.mostReaders) + ["… and \(rest) more equations"]
    }
    if provenance.isOutput { texts.append("nobody further: it is an output of the model") }
    if let update = program.updates.first(where: { $0.next == value.id }) {
      texts.append("the next step of training, as its \(name(program.values[update.given]))")
    }
    if texts.isEmpty { texts.append("no equation") }
    return texts.enumerated().flatMap { fact($0.offset == 0 ? "read by" : "       ", $0.element) }
  }

  private var samples: String {
    guard machine.samples > 1 else { return "1" }
    return value.isBatched
      ? "\(machine.samples), each with its own; sample \(session.sample) is in focus"
      : "\(machine.samples), all share it"
  }
}
