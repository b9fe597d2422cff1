import Console
import Debugging
import Equations
import Models
import Terminal
import Terms

/// What is in each group.
extension Scopes {
  /// What the equation gives, then what it reads, each once.
  func equation(in frame: StackFrame) throws -> [NamedValue] {
    guard let execution = try console.debugger.snapshot().execution else { return [] }
    var values: [NamedValue] = []
    let result = execution.equation.result
    if execution.result != nil {
      values.append(value(execution.place, called: name(result), in: .model, result.type))
    }
    if let one = execution.instruction {
      let text = one.instruction.term.formula(console.formulaStyle).text
      values.append(NamedValue(name: text, read: { (one.result, nil) }))
    }
    for operand in execution.operands where operand.value.role != .number {
      let label = operand.term.formula(console.formulaStyle).text
      let base = operand.value.name.ascii
      let typed = operand.term.formula(.typed).text
      let part = typed.hasPrefix(base) ? String(typed.dropFirst(base.count)) : ""
      values.append(value(base, part, called: label, in: frame, operand.value.type))
    }
    return values
  }

  /// All that is computed in a layer call, and what it reads; its weights are told elsewhere.
  func layer(_ frame: StackFrame, _ machine: Machine) -> ValueScope {
    let weights = Set(machine.program.frames[frame.frame].weights.map(\.name))
    let later = machine.gradientsToCome(in: frame)
    let names = machine.valueNames(in: frame).filter {
      !weights.contains($0) && !later.contains($0)
    }
    return ValueScope(
      name: machine.text(frame).visible, hint: "locals",
      values: names.map { value($0.ascii, called: text($0), in: frame) }
        + NamedValue.toCome(later.map(text)))
  }

  private func text(_ name: Name) -> String { name.text(console.formulaStyle.alphabet) }

  func layers(_ machine: Machine) -> [NamedValue] {
    let calls = machine.program.frames.filter {
      $0.parent == nil && $0.forward == nil && !$0.outputs.isEmpty
    }
    return calls.map { value($0.path, called: $0.path.visible, in: .model) }
  }

  func states(_ machine: Machine) throws -> [NamedValue] {
    try machine.latestStates(sample: seen.sample).map { state in
      value(
        state.place, called: "\(state.path.visible).\(name(state.value))", in: .model,
        state.value.type)
    }
  }

  func ends(_ machine: Machine, _ session: Session) -> [NamedValue] {
    let inputs = machine.program.inputs.map {
      value($0.name.ascii, called: name($0), in: .model, $0.type)
    }
    let count = machine.program.outputs.count
    let outputs = zip(session.model.outputNames, 0..<count).map { output, index in
      value(index == 0 ? "output" : "output:\(index)", called: output.visible, in: .model)
    }
    let loss = machine.program.loss.map { _ in value("loss", called: "loss", in: .model) }
    return inputs + outputs + (loss.map { [$0] } ?? [])
  }

  var displays: [NamedValue] {
    console.debugger.displays.all.map { display in
      NamedValue(
        name: "\(display.number): \(display.text.visible)",
        read: { [console] in (try console.evaluate(display.text), TypedPlace(text: display.text)) })
    }
  }

  /// Those of the layer, or of all layers seen from the model.
  func weights(_ machine: Machine) -> [NamedValue] {
    weighted(machine).flatMap { frame in
      frame.weights.map { weight in
        value(
          "\(frame.path).\(weight.name.ascii)", called: label(weight, in: frame), in: .model,
          weight.type)
      }
    }
  }

  func gradients(_ machine: Machine) -> [NamedValue] {
    guard !machine.program.gradients.isEmpty else { return [] }
    var (values, later): ([NamedValue], [String]) = ([], [])
    for frame in weighted(machine) {
      for weight in frame.weights where machine.program.gradients[weight.id] != nil {
        let word = "\(frame.path).\(weight.name.gradient.ascii)"
        let label = label(weight, weight.name.gradient, in: frame)
        if machine.isComputed(word, in: .model) {
          values.append(value(word, called: label, in: .model, weight.type))
        } else {
          later.append(label)
        }
      }
    }
    return values + NamedValue.toCome(later)
  }

  /// The calls with weights that are meant: one, or all.
  func weighted(_ machine: Machine) -> [Frame] {
    let frames = machine.program.frames.filter { !$0.weights.isEmpty && $0.forward == nil }
    guard seen.frame != .model, machine.program.frames.indices.contains(seen.frame.frame) else {
      return frames
    }
    let path = machine.program.frames[seen.frame.frame].path
    return frames.filter { $0.path == path || $0.path.hasPrefix(path + "/") }
  }
}
