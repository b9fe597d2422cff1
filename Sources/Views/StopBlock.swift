import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// What every motion ends in: the place, the tick, the equation, its operands and its result.
package struct StopBlock {
  let presentation: Presentation
  let session: Session
  let machine: Machine

  package init(_ presentation: Presentation, _ session: Session, _ machine: Machine) {
    (self.presentation, self.session, self.machine) = (presentation, session, machine)
  }

  /// The lines for the position of the machine.
  package func lines(_ reason: Stop.Reason? = nil) throws -> [String] {
    var lines: [String] = []
    if let moment = machine.current {
      lines += try block(moment)
    } else {
      lines.append(start)
    }
    if let reason { lines += remark(reason) }
    return lines
  }

  private var start: String {
    "at the start: nothing is computed yet; step executes the first equation"
  }

  private func remark(_ reason: Stop.Reason) -> [String] {
    switch reason {
    case .end: return end
    case .start: return machine.current == nil ? [] : ["the start"]
    case .interrupted: return presentation.prose("interrupted; continue goes on from here", .note)
    case .blocked(let obstacle): return presentation.prose("cannot go on: \(obstacle)", .bad)
    default: return []
    }
  }

  /// `the end: score = [0.3556], kind = [0.0240 0.7209 0.2551]`, a line each where they are long.
  private var end: [String] {
    let values = (try? session.outputs()) ?? nil
    let texts = zip(session.model.outputNames, values ?? []).map { name, tensor in
      let room = max(presentation.width - name.columns - 14, 20)
      return "\(name.visible) = \(presentation.arrayText.oneLine(tensor, width: room))"
    }
    let line = "the end: \(texts.joined(separator: ", "))"
    return line.columns <= presentation.width ? [line] : ["the end:"] + texts.map { "  " + $0 }
  }

  // MARK: The block

  private func block(_ moment: Moment) throws -> [String] {
    let equation = machine.program.equations[moment.equation]
    let text = equation.text(presentation.formulaStyle)
    var lines = header(moment, text, note(equation))
    if let instruction = machine.currentInstruction {
      return lines + (try partial(instruction, moment))
    }
    let mask = try mask(of: equation, moment)
    // A mask that says no has a line of its own.
    let units = try operands(of: equation, moment).filter { unit in
      if case .value(let value) = unit.term { value.id != mask?.id } else { true }
    }
    let result = try read(equation.result, moment)
    let name = equation.result.name.text(presentation.formulaStyle.alphabet)
    if let worked = worked(equation, units, result, name) {
      lines += worked
    } else {
      lines += numbers(units, (name, result))
    }
    if let mask { lines.append(line(of: mask, equation)) }
    return lines
  }

  /// `lstm@0  i = σ(z[0:8])  input gate: how much is written      tick 2 of 23`, the note on a
  /// line of its own where it does not fit.
  private func header(_ moment: Moment, _ text: String, _ note: String) -> [String] {
    let place = place(moment)
    let tick = "tick \(moment.tick) of \(machine.program.tickCount)"
    let start = "\(place.marked(.place))  \(text.marked(.strong))"
    let noted = "  \(note.marked(.note))"
    if note.isEmpty { return spread(start, tick) }
    if start.columns + noted.columns + 2 + tick.columns <= presentation.width {
      return spread(start + noted, tick)
    }
    let isRoomy = start.columns + 2 + tick.columns <= presentation.width
    return isRoomy ? spread(start, tick) + [noted] : [start] + spread(noted, tick)
  }

  /// A text, and the tick at the right edge; below it where both do not fit.
  private func spread(_ text: String, _ tick: String) -> [String] {
    let dim = tick.marked(.dim)
    let gap = presentation.width - text.columns - tick.columns
    if gap >= 2 { return [text + String(repeating: " ", count: gap) + dim] }
    return [text, String(repeating: " ", count: max(presentation.width - tick.columns, 0)) + dim]
  }

  /// `lstm@2`, with a timestep for every loop around the equation.
  private func place(_ moment: Moment) -> String {
    let program = machine.program
    let frame = program.frames[program.equations[moment.equation].frame]
    return frame.path.visible + moment.steps.map { "@\($0)" }.joined()
  }

  private func note(_ equation: Equation) -> String {
    let frame = machine.program.frames[equation.frame]
    return [equation.note, frame.remark ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// The equation of a moment and its operands without the result, to be asked about; its name may
  /// be hidden too.
  package func asking(_ moment: Moment, hidesName: Bool) throws -> [String] {
    let equation = machine.program.equations[moment.equation]
    let right = equation.term.formula(presentation.formulaStyle).text
    let name = hidesName ? "?" : equation.result.name.text(presentation.formulaStyle.alphabet)
    let place = place(moment)
    var line = "\(place.marked(.place))  \("\(name) = \(right)".marked(.strong))"
    let note = hidesName ? "" : note(equation)
    if !note.isEmpty, line.columns + note.columns + 2 <= presentation.width {
      line += "  \(note.marked(.note))"
    }
    let units = try operands(of: equation, moment)
    return [line] + (hidesName ? [] : operandLines(units))
  }

  private func operandLines(_ units: [Unit]) -> [String] {
    let isColumn = { (unit: Unit) in !unit.isWeight && unit.shape.rank == 1 && unit.shape.count > 1
    }
    // Small weights are shown in numbers: they are needed for the answer.
    let facts = units.filter { !isColumn($0) }.flatMap { unit in
      if unit.isWeight, let tensor = unit.tensor, unit.shape.rank == 2 {
        return matrix(unit.label, tensor)
      }
      return pack([short(unit, share: 1)])
    }
    let columns = units.filter(isColumn).compactMap { unit in
      unit.tensor.map { (unit.label, $0) }
    }
    return facts + rows(columns)
  }

  // MARK: Numbers

  /// A part of an equation that is shown with its number.
  private struct Unit {
    let label: String
    let term: Term
    let shape: Shape
    /// Nil for a weight too large to be written out: reading it would be all that a step does.
    let tensor: Tensor?
    let isWeight: Bool
  }

  /// The values that the equation reads, each once; a slice counts as a value.
  private func operands(of equation: Equation, _ moment: Moment) throws -> [Unit] {
    var units: [Unit] = []
    func visit(_ term: Term) throws {
      switch term {
      case .number: return
      case .value(let value):
        let isWeight = value.role == .weight
        let isLarge = isWeight && value.shape.count > StopBlock.workedLimit
        try add(term, value.shape, isLarge ? nil : try read(value, moment), isWeight)
      case .apply(let op, let operands):
        if op is Slice, case .value(let value)? = operands.first,
          let part = try? op.apply(to: [try read(value, moment)])
        {
          return try add(term, part.shape, part, value.role == .weight)
        }
        for operand in operands { try visit(operand) }
      case .named(_, let operands):
        for operand in operands { try visit(operand) }
      }
    }
    func add(_ term: Term, _ shape: Shape, _ tensor: Tensor?, _ isWeight: Bool) throws {
      let label = term.formula(presentation.formulaStyle).text
      guard !units.contains(where: { $0.label == label }) else { return }
      units.append(
        Unit(label: label, term: term, shape: shape, tensor: tensor, isWeight: isWeight))
    }
    try visit(equation.term)
    return units
  }

  private func read(_ value: Value, _ moment: Moment) throws -> Tensor {
    let depth = machine.program.loops(value.scope).count
    return try machine.read(
      value, at: Array(moment.steps.prefix(depth)), sample: session.sample)
  }

  /// The most elements that the operands of a product may have to be shown worked out.
  private static let workedLimit = 32

  /// `[0 1]·[2 3] + [0.5] = [3.5]`, for small vectors.
  private func worked(
    _ equation: Equation, _ units: [Unit], _ result: Tensor, _ name: String
  ) -> [String]? {
    guard equation.term.contains(MatMul.self), presentation.formulaStyle.convention == .row,
      units.reduce(0, { $0 + $1.shape.count }) <= StopBlock.workedLimit
    else { return nil }
    var values: [String: String] = [:]
    for unit in units {
      // A kernel of one column is a list of numbers, as one writes it by hand.
      let flat = unit.shape.rank == 2 && unit.shape.width == 1
      guard let tensor = flat ? unit.tensor?.reshaped([unit.shape.count]) : unit.tensor else {
        return nil
      }
      let text = presentation.arrayText.oneLine(tensor, width: 10_000)
      values[unit.label] = text
    }
    let left = equation.term.substituted(presentation.formulaStyle) { values[$0] }
    let right = presentation.arrayText.oneLine(result, width: 10_000)
    let line = "  \(left) = \(right)"
    if line.columns <= presentation.width { return [line] }
    guard left.columns + 2 <= presentation.width else { return nil }
    return ["  \(left)", "  = \(right)"].allSatisfy({ $0.columns <= presentation.width })
      ? ["  \(left)", "  = \(right)"] : nil
  }

  /// Operands above the result, numbers in line; on a small screen packed.
  private func numbers(_ units: [Unit], _ result: (name: String, tensor: Tensor)) -> [String] {
    let isColumn = { (unit: Unit) in
      !unit.isWeight && unit.shape == result.tensor.shape && unit.shape.rank == 1
    }
    let aligned = units.filter(isColumn)
    let others = units.filter { !isColumn($0) }
    var lines = pack(others.map(fact))
    if result.tensor.shape.rank > 1 {
      lines += pack(aligned.map(fact))
      return lines + matrix(result.name, result.tensor)
    }
    if aligned.count > 1, presentation.packsOperands {
      lines += pack(aligned.map { short($0, share: 2) })
      return lines + rows([(result.name, result.tensor)])
    }
    let columns = aligned.compactMap { unit in unit.tensor.map { (unit.label, $0) } }
    return lines + rows(columns + [(result.name, result.tensor)])
  }

  private func rows(_ rows: [(label: String, tensor: Tensor)]) -> [String] {
    var aligned = AlignedRows(presentation.arrayText)
    for row in rows { aligned.add(row.label, row.tensor) }
    let width = presentation.room - 2
    guard presentation.hasSparklines else { return aligned.lines(width: width).map { "  " + $0 } }
    let sparkline = Sparkline(
      rows.flatMap(\.tensor.elements), usesASCII: presentation.usesASCII)
    let bars = rows.map { $0.tensor.count > 1 ? sparkline.text($0.tensor) : "" }
    let lines = aligned.lines(width: max(width - (bars.map(\.count).max() ?? 0) - 2, 20))
    let end = lines.map(\.columns).max() ?? 0
    return zip(lines, bars).map { line, bar in
      bar.isEmpty ? "  \(line)" : "  \(line.filled(to: end))  \(bar)"
    }
  }

  private func matrix(_ name: String, _ tensor: Tensor) -> [String] {
    let label = "  \(name) \(tensor.shape) = "
    let lines = presentation.arrayText.lines(tensor, indent: label.columns)
    guard let first = lines.first else { return [] }
    return [label + first] + lines.dropFirst()
  }

  /// `x = [0 1]`, or the shape alone where the numbers are many: `W (2, 32)`.
  private func fact(_ unit: Unit) -> String {
    if unit.isWeight { return presentation.weightFact(unit.label, unit.shape) }
    return short(unit, share: 3)
  }

  private func short(_ unit: Unit, share: Int) -> String {
    guard let tensor = unit.tensor, unit.shape.rank <= 1 else {
      return "\(unit.label) \(unit.shape)"
    }
    let room = presentation.cuts ? presentation.width / share - unit.label.columns - 5 : 100_000
    if tensor.count > 1, tensor.elements.allSatisfy({ $0 == 0 }) {
      return "\(unit.label) = 0 \(unit.shape)"
    }
    return "\(unit.label) = \(presentation.arrayText.oneLine(tensor, width: max(room, 12)))"
  }

  /// Facts beside each other, as many as a line takes.
  private func pack(_ facts: [String]) -> [String] {
    var lines: [String] = []
    for fact in facts {
      if let last = lines.last, last.columns + 3 + fact.columns <= presentation.width {
        lines[lines.count - 1] = last + "   " + fact
      } else {
        lines.append("  " + fact)
      }
    }
    return lines
  }

  /// One instruction of an equation: what it computes, and its result.
  private func partial(_ instruction: Int, _ moment: Moment) throws -> [String] {
    let one = machine.program.instructions[instruction]
    let value = machine.program.values[one.result]
    let all = machine.program.equations[moment.equation].instructions
    let number = (all.firstIndex(of: instruction) ?? 0) + 1
    let label = one.term.formula(presentation.formulaStyle).text
    let early = one.isHoisted ? ", computed for all timesteps when the loop was entered" : ""
    return ["  instruction \(number) of \(all.count)\(early)".marked(.dim)]
      + numbers([], (label, try read(value, moment)))
  }

  // MARK: Masks

  /// The mask that says no to the timestep of this equation.
  private func mask(of equation: Equation, _ moment: Moment) throws -> Value? {
    guard let scan = equation.scan, let mask = machine.program.scans[scan].mask else { return nil }
    let value = machine.program.values[mask]
    guard value.shape.rank == 0, try read(value, moment).elements.first == 0 else { return nil }
    return value
  }

  /// That a timestep is masked, and what that does to this equation.
  private func line(of mask: Value, _ equation: Equation) -> String {
    let result = equation.result.name.text(presentation.formulaStyle.alphabet)
    var effect = "; \(result) is not used"
    if case .apply(let op, let operands) = equation.term, op is Select, let kept = operands.last {
      effect = ", so \(result) is \(kept.formula(presentation.formulaStyle).text)"
    }
    let name = mask.name.text(presentation.formulaStyle.alphabet)
    return "  \(name) = False: this timestep is masked\(effect)".marked(.note)
  }
}

extension Term {
  /// The text with numbers in the place of values and slices.
  func substituted(_ style: Formula.Style, _ text: (String) -> String?) -> String {
    replaced(style, text).text
  }

  private func replaced(_ style: Formula.Style, _ text: (String) -> String?) -> Formula {
    let own = formula(style)
    if let number = text(own.text) { return Formula(number) }
    switch self {
    case .apply(let op, let operands):
      return op.text(operands.map { $0.replaced(style, text) }, style)
    case .named(let function, let operands):
      return .call(function.name, operands.map { $0.replaced(style, text) }, function.options)
    default: return own
    }
  }
}
