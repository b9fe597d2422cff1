import Console
import Containers
import Debugging
import Equations
import Models
import Terminal
import Views

/// Where the walk stands: threads, which are samples, and frames.
extension Adapter {
  /// The most samples that are threads.
  private static let mostThreads = 1000

  /// All samples; the one in focus first where they are too many.
  var threads: JSONObject {
    let count = console.session?.machine?.samples ?? 1
    let focus = console.session?.sample ?? 0
    var samples = Array(0..<min(max(count, 1), Self.mostThreads))
    if !samples.contains(focus) { samples.insert(focus, at: 0) }
    let name = console.session?.model.name.visible ?? "no model"
    return [
      "threads": .array(
        samples.map { sample in
          .object([
            "id": .int(sample + 1), "name": .string(count > 1 ? "\(name), sample \(sample)" : name),
          ])
        })
    ]
  }

  /// The equation, its layer in its timestep, what that stands in, and the model.
  func stackTrace(_ arguments: Arguments) throws -> Answer {
    let thread = try arguments.needed(try arguments.int("threadId"), "threadId")
    let sample = try sample(ofThread: thread)
    let all = frames(sample)
    let first = max(try arguments.int("startFrame") ?? 0, 0)
    let levels = try arguments.int("levels") ?? 0
    let shown = all.dropFirst(first).prefix(levels > 0 ? levels : all.count)
    let members = shown.map { frame, name, line in
      JSON.object(
        JSONObject(
          [
            ("id", .int(handles.add(frame))), ("name", .string(name)), ("line", client.line(line)),
            ("column", client.column), ("canRestart", .bool(true)),
          ] + (listing.map { [("source", $0.json(client))] } ?? [])))
    }
    return Answer(body: ["stackFrames": .array(members), "totalFrames": .int(all.count)])
  }

  private func frames(_ sample: Int) -> [(frame: FrameSeen, name: String, line: Int)] {
    guard let session = console.session else { return [] }
    let step = (session.machine?.stepCount ?? 1) > 1 ? session.machine?.step : nil
    let walk = step.map { ", step \($0) of training" } ?? ""
    let model = "\(session.model.name.visible)\(walk)"
    guard let machine = session.machine, let moment = machine.current, let listing else {
      let stands = session.machine == nil ? "nothing is fed" : "nothing is computed yet"
      return [(FrameSeen(part: .model, sample: sample, offset: 0), "\(model): \(stands)", 1)]
    }
    let stack = machine.stack
    let content = listing.content
    let equation = machine.program.equations[moment.equation]
    var result: [(FrameSeen, String, Int)] = []
    if let inner = stack.first {
      let instruction =
        machine.currentInstruction == nil
        ? ""
        : "  (instruction \(machine.position.instruction) of \(equation.instructions.count))"
      result.append(
        (
          FrameSeen(part: .equation(inner), sample: sample, offset: 0),
          plain(equation.text(console.formulaStyle)) + instruction, content.line[equation.id] ?? 1
        ))
    }
    for (offset, call) in stack.enumerated() {
      let name =
        "\(machine.text(call).visible)  \(machine.program.frames[call.frame].title.visible)"
      result.append(
        (
          FrameSeen(part: .layer(call), sample: sample, offset: offset), name,
          content.title[call.frame] ?? 1
        ))
    }
    result.append((FrameSeen(part: .model, sample: sample, offset: stack.count), model, 1))
    return result
  }

  func scopes(_ arguments: Arguments) throws -> Answer {
    let frame = try handles.frame(
      try arguments.needed(try arguments.int("frameId"), "frameId"))
    let scopes = try looking(at: frame.sample) { try Scopes(console, frame).all() }
    let members = scopes.filter { !$0.values.isEmpty }.map { scope in
      JSON.object(
        JSONObject(
          [
            ("name", .string(scope.name)),
            ("variablesReference", .int(handles.add(.values(scope.values), sample: frame.sample))),
            ("namedVariables", .int(scope.values.count)), ("expensive", .bool(scope.isExpensive)),
          ] + (scope.hint.map { [("presentationHint", .string($0))] } ?? [])))
    }
    return Answer(body: ["scopes": .array(members)])
  }

  /// Looks at a sample for the time of a body.
  func looking<Result>(at sample: Int, _ body: () throws -> Result) rethrows -> Result {
    guard let session = console.session, session.sample != sample else { return try body() }
    let before = session.sample
    session.focus(sample)
    defer { session.focus(before) }
    return try body()
  }

  /// Looks at the sample of the thread that is meant.
  func focus(_ arguments: Arguments) throws {
    guard let thread = try arguments.int("threadId") else { return }
    console.session?.focus(try sample(ofThread: thread))
  }

  func sample(ofThread thread: Int) throws(RequestError) -> Int {
    let count = console.session?.machine?.samples ?? 1
    guard (1...max(count, 1)).contains(thread) else {
      throw RequestError(
        "there is no thread \(thread)",
        hint: count == 1 ? "There is one, 1." : "A thread is a sample: there are 1 to \(count).")
    }
    return thread - 1
  }
}
