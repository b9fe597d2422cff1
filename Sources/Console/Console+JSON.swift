import Containers
import Debugging
import Equations
import Models
import Tensors
import Terms
import Views

/// What is shown as JSON, an object a line, for programs: `{"stop": …}`, `{"value": …}`, and
/// `{"text": …}` for all that is prose. Errors are `{"error": …}` on standard error.
extension Console {
  /// Shows where the walk stands, and why it stopped there.
  func showPlace(_ reason: Stop.Reason? = nil) throws {
    let (session, machine) = try requireMachine()
    guard output.emitsJSON else {
      return output.lines(try StopBlock(presentation, session, machine).lines(reason))
    }
    output.json("stop", try Console.stop(session, machine, reason))
  }

  /// Shows a value that was printed.
  func show(_ tensor: Tensor, as label: String, _ lines: [String]) {
    guard output.emitsJSON else { return output.page(lines, pages: isInteractive) }
    output.json("value", JSONObject([("name", .string(label))] + Console.members(of: tensor)))
  }

  // MARK: Records

  /// `{"place": "lstm@1.f", "tick": 10, "of": 23, "reason": "breakpoint", "equation": …}`.
  private static func stop(
    _ session: Session, _ machine: Machine, _ reason: Stop.Reason?
  ) throws -> JSONObject {
    let program = machine.program
    var members: [(key: String, value: JSON)] = [
      ("tick", .int(machine.position.tick)), ("of", .int(program.tickCount)),
      ("instruction", .int(machine.position.instruction)), ("sample", .int(session.sample)),
    ]
    if let reason { members.append(("reason", .string(word(for: reason)))) }
    if let moment = machine.current {
      let equation = program.equations[moment.equation]
      let read = { (value: Value) in
        try machine.read(
          value, at: Array(moment.steps.prefix(program.loops(value.scope).count)),
          sample: session.sample)
      }
      members += [
        ("place", .string(program.place(of: moment))),
        ("equation", .string(equation.text(.typed))), ("note", .string(equation.note)),
        ("operands", .object(try operands(of: equation, read))),
      ]
      if machine.position.instruction == 0 {
        members.append(
          ("result", .object(JSONObject(Console.members(of: try read(equation.result))))))
      }
    }
    if machine.position.tick == program.tickCount, let outputs = try session.outputs() {
      let named = zip(session.model.outputNames, outputs).map { name, tensor in
        (key: name, value: JSON.object(JSONObject(Console.members(of: tensor))))
      }
      members.append(("outputs", .object(JSONObject(named))))
    }
    return JSONObject(members)
  }

  /// The values that an equation reads; of weights the shapes alone.
  private static func operands(
    of equation: Equation, _ read: (Value) throws -> Tensor
  ) throws -> JSONObject {
    JSONObject(
      try equation.term.values.filter { $0.role != .number }.map { value in
        let members =
          value.role == .weight
          ? [("shape", shape(value.shape)), ("dtype", .string(value.dtype.rawValue))]
          : Console.members(of: try read(value))
        return (value.name.ascii, .object(JSONObject(members)))
      })
  }

  private static func members(of tensor: Tensor) -> [(key: String, value: JSON)] {
    [
      ("shape", shape(tensor.shape)), ("dtype", .string(tensor.dtype.rawValue)),
      ("numbers", tensor.json),
    ]
  }

  private static func shape(_ shape: Shape) -> JSON { .array(shape.dims.map { .int($0) }) }

  private static func word(for reason: Stop.Reason) -> String {
    switch reason {
    case .arrived: "arrived"
    case .end: "end"
    case .start: "start"
    case .blocked: "blocked"
    case .interrupted: "interrupted"
    case .breakpoint: "breakpoint"
    case .goal: "goal"
    }
  }
}
