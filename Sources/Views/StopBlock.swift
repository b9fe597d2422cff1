import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// What every motion ends in: the place, the tick, the equation, its operands and its result.
package struct StopBlock {
  let presentation: Presentation
  let snapshot: Snapshot

  package init(_ presentation: Presentation, _ snapshot: Snapshot) {
    (self.presentation, self.snapshot) = (presentation, snapshot)
  }

  /// The lines of the stop.
  package var lines: [String] { place + remarks }

  /// Where it is, and what was computed there: the whole timestep, where a motion has gone through it.
  package var place: [String] { card ?? snapshot.execution.map(block) ?? presentation.prose(start) }

  /// Why it goes on no further, or has not gone on.
  package var remarks: [String] { snapshot.reason.map(remark) ?? [] }

  /// The whole timestep, where a motion has gone through it.
  private var card: [String]? {
    snapshot.card.map {
      CardText(presentation, $0).lines(height: presentation.cuts ? presentation.height - 2 : nil)
    }
  }

  private var start: String {
    if let step = snapshot.step {
      return
        "step \(step) of training begins, with the weights that \(step == 0 ? "no step has changed yet" : "step \(step - 1) left")"
    }
    if let obstacle = snapshot.obstacle {
      return
        "at the start: no equation comes before \(obstacle.path) (\(obstacle.kind)), which is not computed"
    }
    return "at the start: nothing is computed yet; step executes the first equation"
  }

  private func remark(_ reason: Stop.Reason) -> [String] {
    switch reason {
    case .end: return end
    case .start: return snapshot.execution == nil ? [] : ["the start"]
    case .interrupted: return presentation.prose("interrupted; continue goes on from here", .note)
    case .blocked(let obstacle): return presentation.prose("cannot go on: \(obstacle)", .bad)
    default: return []
    }
  }

  /// `the end: score = [0.3556], kind = [0.0240 0.7209 0.2551]`, a line each where they are long.
  private var end: [String] {
    let texts = snapshot.outputs.map { name, tensor in
      let room = max(presentation.width - name.columns - 14, 20)
      let text = presentation.stopText.oneLine(tensor, width: room)
      // A shape is no value: it stands behind no equals sign.
      return text == "\(tensor.shape)" ? "\(name.visible) \(text)" : "\(name.visible) = \(text)"
    }
    let loss = snapshot.loss.map {
      ["loss \(presentation.stopText.oneLine($0, width: presentation.width))"]
    }
    let all = (loss ?? []) + texts
    let line = "the end: \(all.joined(separator: ", "))"
    let refusals = snapshot.refusals.flatMap { refusal in
      presentation.sentence(refusal.refusal.sentence("at \(refusal.path.visible)"), .bad)
    }
    return (line.columns <= presentation.width ? [line] : ["the end:"] + all.map { "  " + $0 })
      + refusals
  }

  // MARK: The block

  private func block(_ execution: Execution) -> [String] {
    let header = header(execution)
    if let instruction = execution.instruction {
      return header + partial(instruction, of: execution.equation)
    }
    guard let result = execution.result else { return header }
    // A mask that says no has a line of its own.
    let operands = execution.operands.filter { operand in
      if case .value(let value) = operand.term { value.id != execution.mask?.id } else { true }
    }
    let numbers = StopNumbers(presentation)
    let named = (presentation.name(execution.equation.result), result)
    let lines =
      numbers.worked(execution.equation, operands, named)
      ?? numbers.lines(operands, named, of: execution.equation)
    let coloured = lines.map { presentation.coloured($0, frame: execution.equation.frame) }
    let lookup = LookupRemark(presentation).text(execution).map {
      presentation.sentence($0, .bad)
    }
    return header + coloured + (lookup ?? []) + refusal(execution)
      + (execution.mask.map { masked(by: $0, execution.equation) } ?? [])
  }

  /// That the numbers are none to go by, where it is so.
  private func refusal(_ execution: Execution) -> [String] {
    guard let refusal = execution.refusal else { return [] }
    return presentation.sentence(refusal.sentence("here"), .bad)
  }

  /// `lstm@0  i = σ(z[0:8])  input gate: how much is written      tick 2 of 23`, the note on a
  /// line of its own where it does not fit, and the equation where it is longer than a line.
  private func header(_ execution: Execution) -> [String] {
    let place = place(execution)
    let text = execution.equation.text(presentation.formulaStyle)
    let note = execution.note
    let step = snapshot.step.map { "step \($0), " } ?? ""
    let tick = "\(step)tick \(execution.moment.tick) of \(snapshot.tickCount)"
    func coloured(_ text: String) -> String {
      presentation.coloured(text, frame: execution.equation.frame).marked(.strong)
    }
    let equation = coloured(text)
    let start = "\(place.marked(.place))  \(equation)"
    let noted = "  \(note.marked(.note))"
    if note.isEmpty, start.columns <= presentation.room { return presentation.spread(start, tick) }
    if start.columns + noted.columns + 2 + tick.columns <= presentation.width {
      return presentation.spread(start + noted, tick)
    }
    let isRoomy = start.columns + 2 + tick.columns <= presentation.width
    if isRoomy {
      return presentation.spread(start, tick) + presentation.sentence(note, .note)
    }
    if start.columns <= presentation.width { return [start] + presentation.spread(noted, tick) }
    return presentation.spread(place.marked(.place), tick)
      + EquationPane.broken(text, to: max(presentation.room - 2, 20)).enumerated().map {
        ($0.offset == 0 ? "  " : "    ") + coloured($0.element)
      } + presentation.sentence(note, .note)
  }

  /// `lstm@2`, with a timestep for every loop around the equation.
  private func place(_ execution: Execution) -> String {
    execution.path.visible + execution.moment.steps.map { "@\($0)" }.joined()
  }

  // MARK: A question

  /// The equation and its operands without the result, to be asked about; its name may be hidden
  /// too.
  package func asking(hidesName: Bool) -> [String] {
    guard let execution = snapshot.execution else { return [] }
    let equation = execution.equation
    let right = equation.term.formula(presentation.formulaStyle).text
    let name = hidesName ? "?" : presentation.name(equation.result)
    let question = presentation.coloured("\(name) = \(right)", frame: equation.frame)
    var line = "\(place(execution).marked(.place))  \(question.marked(.strong))"
    let note = hidesName ? "" : execution.note
    if !note.isEmpty, line.columns + note.columns + 2 <= presentation.width {
      line += "  \(note.marked(.note))"
    }
    return [line]
      + (hidesName ? [] : StopNumbers(presentation).lines(ofOperands: execution.operands))
  }

  // MARK: Parts

  /// One instruction of an equation: what it computes, and its result.
  private func partial(_ one: ExecutedInstruction, of equation: Equation) -> [String] {
    let label = one.instruction.term.formula(presentation.formulaStyle).text
    let early =
      one.instruction.isHoisted ? ", computed for all timesteps when the loop was entered" : ""
    return presentation.sentence("instruction \(one.number) of \(one.count)\(early)", .dim)
      + StopNumbers(presentation).lines([], (label, one.result), of: equation)
  }

  /// That a timestep is masked, and what that does to this equation.
  private func masked(by mask: Value, _ equation: Equation) -> [String] {
    let result = presentation.name(equation.result)
    var effect = "; \(result) is not used"
    if case .apply(let op, let operands) = equation.term, op is Select, let kept = operands.last {
      effect = ", so \(result) is \(kept.formula(presentation.formulaStyle).text)"
    }
    return presentation.sentence(
      "\(presentation.name(mask)) = False: this timestep is masked\(effect)", .note)
  }
}
