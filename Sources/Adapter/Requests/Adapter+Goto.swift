import Containers
import Debugging
import Equations
import Views

/// Going to a place directly.
extension Adapter {
  /// The most timesteps of an equation that are offered.
  private static let mostTargets = 200

  func gotoTargets(_ arguments: Arguments) throws -> Answer {
    let source = try arguments.needed(try arguments.object("source"), "source")
    let line = client.line(given: try arguments.needed(try arguments.int("line"), "line"))
    let (_, machine) = try debugger.requireMachine()
    let listing = try listed(source)
    guard let real = listing.content.line(from: line), let id = listing.content.equations[real]
    else {
      throw RequestError("no equation stands on line \(line) or below it")
    }
    let targets = ticks(of: id, machine).map { tick, label in
      JSON.object([
        "id": .int(handles.add(tick: tick)), "label": .string(label), "line": client.line(real),
      ])
    }
    return Answer(body: ["targets": .array(targets)])
  }

  /// The executions of an equation: where one stands in its loop, that timestep first.
  private func ticks(of id: Int, _ machine: Machine) -> [(tick: Int, label: String)] {
    let program = machine.program
    let loops = program.loops(program.equations[id].scan)
    guard let inner = loops.last else {
      let tick = program.tick(of: id, at: [])
      return [(tick, label(tick, machine))]
    }
    var here = program.filled([], for: program.equations[id].scan)
    if let moment = machine.current, program.loops(program.equations[moment.equation].scan) == loops
    {
      here = moment.steps
    }
    let own = here.last ?? 0
    let count = program.scans[inner].steps
    let others = (0..<min(count, Self.mostTargets)).filter { $0 != own }
    return ([own] + others).map { step in
      let tick = program.tick(of: id, at: here.dropLast() + [step])
      return (tick, label(tick, machine))
    }
  }

  private func label(_ tick: Int, _ machine: Machine) -> String {
    let place = machine.program.moment(tick).map { machine.program.place(of: $0) } ?? ""
    return "\(place)  (tick \(tick))"
  }

  func goto(_ arguments: Arguments) throws -> Answer {
    let id = try arguments.needed(try arguments.int("targetId"), "targetId")
    guard let tick = handles.tick(id) else {
      throw RequestError(
        "there is no target \(id)",
        hint: "gotoTargets gives the targets of the place where one stands.")
    }
    return try going(arguments, asked: "goto") { try $0.go(to: .tick(tick)) }
  }

  /// Back before the first equation of a frame: of the equation itself, of its timestep or layer, or of all.
  func restartFrame(_ arguments: Arguments) throws -> Answer {
    let id = try arguments.needed(try arguments.int("frameId"), "frameId")
    let frame = try handles.frame(id)
    let (_, machine) = try debugger.requireMachine()
    let tick =
      if case .equation = frame.part {
        max(machine.position.reach - 1, 0)
      } else {
        machine.start(of: frame.frame)
      }
    return try going(arguments, asked: "restart") { try $0.go(to: .tick(tick)) }
  }
}
