import Console
import Containers
import Debugging
import Equations
import Views

/// Where stops stand, and how a client is told of them.
extension Adapter {
  /// The word for the place of a stop that was asked for, and its line where it is one.
  func place(of asked: Asked) throws -> (word: String?, line: Int?) {
    guard case .line(let line) = asked.subject else { return (nil, nil) }
    guard let content = listing?.content, let machine = console.session?.anyMachine else {
      throw RequestError("no model is open")
    }
    guard let real = content.line(from: line), let id = content.equations[real],
      machine.program.equations.indices.contains(id)
    else {
      throw RequestError(
        content.equations.isEmpty
          ? "there is no equation before something is fed" : "no equation stands there or below")
    }
    let word = machine.name(of: machine.program.equations[id])
    // Of several equations of one name in a layer, the last is meant.
    let meant = try machine.places(word, in: .model).equations
    return (word, meant.contains(id) ? real : meant.compactMap { content.line[$0] }.max() ?? real)
  }

  /// The line where a breakpoint stands; nil of several, and of what stands nowhere.
  func line(of one: Breakpoint) -> Int? {
    guard let machine = console.session?.machine, let content = listing?.content,
      let equations = try? debugger.breakpoints.meaning(of: one.kind, in: machine, frame: .model)
        .equations,
      let only = equations.first, equations.count == 1
    else { return nil }
    return content.line[only]
  }

  func problem(_ error: any Error) -> String {
    let lines = plain(Problem.text(error)).split(separator: "\n")
    // What is indented points at a place in what was typed.
    return lines.filter { !$0.hasPrefix("  ") }.joined(separator: "; ")
  }

  /// A breakpoint as the protocol has it.
  func json(_ entry: AskedStops.Entry) -> JSONObject {
    let waits = entry.number.flatMap { debugger.breakpoints.problem(of: $0) }.map(problem)
    let isUnfed = entry.number != nil && console.session?.machine == nil
    let problem = entry.problem ?? waits ?? (isUnfed ? "it waits for an input" : nil)
    var members: [(key: String, value: JSON)] = [
      ("id", .int(entry.id)), ("verified", .bool(problem == nil)),
    ]
    if let problem {
      let isPending = entry.problem == nil
      members += [
        ("message", .string(problem)), ("reason", .string(isPending ? "pending" : "failed")),
      ]
    }
    if let line = entry.line, let listing {
      members += [("source", listing.json(client)), ("line", client.line(line))]
    }
    return JSONObject(members)
  }

  func tell(_ entry: AskedStops.Entry, _ reason: String) {
    link.event(
      "breakpoint", ["reason": .string(reason), "breakpoint": .object(json(entry))])
  }
}
