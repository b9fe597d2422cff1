import Console
import Containers
import Debugging
import Synchronization

/// What both sides can do.
extension Adapter {
  func initialize(_ arguments: Arguments) throws -> Answer {
    guard phase == .begun else {
      throw RequestError(
        "initialize was asked for already", hint: "It is asked for once, before everything else.")
    }
    client = try Client(arguments)
    console.settings.colour = client.hasColours ? .always : .never
    link.reportProgress(client.hasProgress)
    phase = .initialized
    return Answer(body: Adapter.capabilities)
  }

  private static let capabilities = JSONObject(
    [
      "supportsConfigurationDoneRequest", "supportsFunctionBreakpoints",
      "supportsConditionalBreakpoints", "supportsHitConditionalBreakpoints", "supportsLogPoints",
      "supportsEvaluateForHovers", "supportsClipboardContext", "supportsStepBack",
      "supportsSetVariable", "supportsSetExpression", "supportsRestartFrame",
      "supportsGotoTargetsRequest", "supportsCompletionsRequest", "supportsRestartRequest",
      "supportsExceptionInfoRequest", "supportsExceptionFilterOptions",
      "supportsDelayedStackTraceLoading", "supportsLoadedSourcesRequest",
      "supportsTerminateRequest", "supportsDataBreakpoints", "supportsCancelRequest",
      "supportsBreakpointLocationsRequest", "supportsSteppingGranularity", "supportsANSIStyling",
    ].map { (key: $0, value: JSON.bool(true)) } + [
      ("completionTriggerCharacters", .array([".", "@", "/", "("].map(JSON.string))),
      ("exceptionBreakpointFilters", .array(Catch.allCases.map { .object(filter($0)) })),
    ])

  private static func filter(_ one: Catch) -> JSONObject {
    [
      "filter": .string(one.rawValue), "label": .string(label(one)),
      "description": .string("catch \(one.rawValue): \(description(one))"),
      "default": .bool(one == .nan), "supportsCondition": .bool(true),
      "conditionDescription": .string("an expression that must be true there, or: except LAYER"),
    ]
  }

  private static func label(_ one: Catch) -> String {
    switch one {
    case .nan: "NaN"
    case .inf: "Infinity"
    case .saturated: "Saturated gates"
    case .dead: "Dead units"
    case .masked: "Masked timesteps"
    case .vanishing: "Vanishing gradients"
    case .exploding: "Exploding gradients"
    }
  }

  private static func description(_ one: Catch) -> String {
    switch one {
    case .nan: "an equation gives NaN, and nothing that it was computed from was"
    case .inf: "an equation gives an infinity, and nothing that it was computed from was"
    case .saturated: "a sigmoid or tanh is within 0.001 of its bounds"
    case .dead: "a relu gives nothing above 0"
    case .masked: "a timestep is masked"
    case .vanishing:
      "behind a target, the norm of a gradient falls under 0.001 of that of the one it came from"
    case .exploding:
      "behind a target, the norm of a gradient rises above 1000 times that of the one it came from"
    }
  }
}

extension Link {
  func reportProgress(_ reports: Bool) { state.withLock { $0.reportsProgress = reports } }
}
