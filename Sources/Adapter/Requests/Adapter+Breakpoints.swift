import Containers
import Debugging
import Equations

/// Breakpoints, watches and catches, as an editor sets them.
extension Adapter {
  func setBreakpoints(_ arguments: Arguments) throws -> Answer {
    let source = try arguments.needed(try arguments.object("source"), "source")
    var given = try arguments.objects("breakpoints")
    if arguments["breakpoints"] == nil, let lines = arguments["lines"]?.arrayValue {
      // What clients of the first days sent.
      given = try lines.map { try arguments.inside(["line": $0]) }
    }
    let asked = try given.map { one in
      let line = client.line(given: try one.needed(try one.int("line"), "line"))
      return try Asked(.line(line), one)
    }
    guard let listing, try listing.isMeant(by: source, client) else {
      let text =
        "this is not the listing of the model that is open"
        + (listing.map { ": that is \($0.path ?? $0.name)" } ?? "")
      return Answer(body: [
        "breakpoints": .array(
          asked.map { _ in
            .object([
              "verified": .bool(false), "message": .string(text), "reason": .string("failed"),
            ])
          })
      ])
    }
    return answer(.lines, asked)
  }

  /// Any place that `break` takes.
  func setFunctionBreakpoints(_ arguments: Arguments) throws -> Answer {
    answer(
      .places,
      try arguments.objects("breakpoints").map { one in
        try Asked(.place(try one.needed(try one.text("name"), "name")), one)
      })
  }

  func setDataBreakpoints(_ arguments: Arguments) throws -> Answer {
    answer(
      .watches,
      try arguments.objects("breakpoints").map { one in
        var asked = try Asked(.watch(try one.needed(try one.text("dataId"), "dataId")), one)
        asked.access = try one.text("accessType")
        return asked
      })
  }

  func setExceptionBreakpoints(_ arguments: Arguments) throws -> Answer {
    let plain = try arguments.strings("filters").map { Asked(caught: $0) }
    let options = try arguments.objects("filterOptions").map { one in
      try Asked(.caught(try one.needed(try one.text("filterId"), "filterId")), one)
    }
    return answer(.caught, plain + options)
  }

  private func answer(_ group: AskedStops.Group, _ asked: [Asked]) -> Answer {
    Answer(body: ["breakpoints": .array(set(group, to: asked).map { .object($0.told) })])
  }

  /// What a watch of a row of the variables, or of an expression, is called; null where nothing ever writes it.
  func dataBreakpointInfo(_ arguments: Arguments) throws -> Answer {
    let name = try arguments.needed(try arguments.string("name"), "name")
    let (_, machine) = try debugger.requireMachine()
    do {
      var word = name
      if let id = try arguments.int("variablesReference"), id > 0 {
        let (contents, sample) = try handles.contents(id)
        word = try looking(at: sample) { try place(of: name, in: contents) }.text
      }
      let frame = try arguments.int("frameId").map { id throws(RequestError) in
        try handles.frame(id)
      }
      let kind = try debugger.breakpoints.meaning(
        of: .watch(everywhere(word, machine), by: nil), in: machine,
        frame: frame?.frame ?? debugger.selectedFrame
      ).kind
      guard case .watch(let text, _) = kind else { return .done }
      return Answer(body: [
        "dataId": .string(text), "description": .string("\(text): stop where it changes"),
        "accessTypes": .array([.string("write")]), "canPersist": .bool(true),
      ])
    } catch {
      return Answer(body: ["dataId": .null, "description": .string(problem(error))])
    }
  }

  /// `lstm.C[3]` for `lstm@1.C[3]`: a value is watched in every timestep.
  private func everywhere(_ word: String, _ machine: Machine) -> String {
    let (value, index) = PartOfValue.split(word)
    guard value.contains("@"), let found = try? machine.lookup(value, in: .model),
      let id = found.equation
    else { return word }
    return machine.name(of: machine.program.equations[id]) + index
  }
}
