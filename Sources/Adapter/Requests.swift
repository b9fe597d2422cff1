import Expressions
import Terminal

/// A request that is known: its name, when it may come, and what is done.
struct RequestHandler: Sendable {
  let command: String
  /// How far the conversation must have come.
  let phase: Adapter.Phase
  let answer: @Sendable (Adapter, Arguments) throws -> Adapter.Answer

  init(
    _ command: String, from phase: Adapter.Phase = .opened,
    _ answer: @escaping @Sendable (Adapter, Arguments) throws -> Adapter.Answer
  ) {
    (self.command, self.phase, self.answer) = (command, phase, answer)
  }

  /// Throws where it comes at the wrong time.
  func check(_ now: Adapter.Phase) throws(RequestError) {
    if now == .terminated, command != "disconnect", command != "terminate" {
      throw RequestError("the session has ended: only disconnect can follow")
    }
    guard now < phase else { return }
    switch now {
    case .begun: throw RequestError("\(command) comes too early: initialize comes first")
    case .initialized:
      throw RequestError("\(command) comes too early: no model is open, launch opens one")
    default:
      throw RequestError("\(command) comes too early: configurationDone begins the walk")
    }
  }
}

/// All requests that are known.
enum Requests {
  static let all: [RequestHandler] = [
    RequestHandler("initialize", from: .begun) { try $0.initialize($1) },
    RequestHandler("launch", from: .initialized) { try $0.launch($1) },
    RequestHandler("attach", from: .initialized) { try $0.attach($1) },
    RequestHandler("configurationDone") { adapter, arguments in adapter.configurationDone(arguments)
    },
    RequestHandler("restart") { try $0.restart($1) },
    RequestHandler("terminate", from: .begun) { adapter, _ in adapter.terminate() },
    RequestHandler("disconnect", from: .begun) { adapter, _ in adapter.disconnect() },
    RequestHandler("cancel", from: .begun) { adapter, arguments in adapter.cancel(arguments) },

    RequestHandler("setBreakpoints") { try $0.setBreakpoints($1) },
    RequestHandler("setFunctionBreakpoints") { try $0.setFunctionBreakpoints($1) },
    RequestHandler("setDataBreakpoints") { try $0.setDataBreakpoints($1) },
    RequestHandler("dataBreakpointInfo") { try $0.dataBreakpointInfo($1) },
    RequestHandler("setExceptionBreakpoints") { try $0.setExceptionBreakpoints($1) },
    RequestHandler("breakpointLocations") { try $0.breakpointLocations($1) },

    RequestHandler("next", from: .walking) { try $0.next($1) },
    RequestHandler("stepIn", from: .walking) { try $0.stepIn($1) },
    RequestHandler("stepOut", from: .walking) { try $0.stepOut($1) },
    RequestHandler("stepBack", from: .walking) { try $0.stepBack($1) },
    RequestHandler("continue", from: .walking) { try $0.goOn($1, backwards: false) },
    RequestHandler("reverseContinue", from: .walking) { try $0.goOn($1, backwards: true) },
    RequestHandler("pause", from: .walking) { try $0.pause($1) },
    RequestHandler("gotoTargets") { try $0.gotoTargets($1) },
    RequestHandler("goto", from: .walking) { try $0.goto($1) },
    RequestHandler("restartFrame", from: .walking) { try $0.restartFrame($1) },

    RequestHandler("threads") { adapter, _ in Adapter.Answer(body: adapter.threads) },
    RequestHandler("stackTrace") { try $0.stackTrace($1) },
    RequestHandler("scopes") { try $0.scopes($1) },
    RequestHandler("variables") { try $0.variables($1) },
    RequestHandler("setVariable", from: .walking) { try $0.setVariable($1) },
    RequestHandler("setExpression", from: .walking) { try $0.setExpression($1) },
    RequestHandler("evaluate") { try $0.evaluate($1) },
    RequestHandler("completions") { try $0.completions($1) },
    RequestHandler("exceptionInfo", from: .walking) { try $0.exceptionInfo($1) },
    RequestHandler("loadedSources") { adapter, _ in adapter.loadedSources() },
    RequestHandler("source") { try $0.source($1) },
  ]

  /// Those after which the walk goes on.
  static let motions: Set<String> = [
    "next", "stepIn", "stepOut", "stepBack", "continue", "reverseContinue", "goto", "restartFrame",
  ]

  static func handler(of command: String) throws(RequestError) -> RequestHandler {
    if let known = all.first(where: { $0.command == command }) { return known }
    let near = nearest(to: command, in: all.map(\.command)).map { "Did you mean \($0)?" }
    throw RequestError(
      "kerastep does not know the request \(command.visible)",
      hint: near ?? "The answer to initialize tells what it can do.")
  }
}
