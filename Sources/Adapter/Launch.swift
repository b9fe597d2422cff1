import Containers
import Expressions
import Terminal

/// How an editor wants a model opened: the arguments of `launch`.
struct Launch {
  let model: String
  let weights: String?
  /// The folder in which paths are looked up.
  let folder: String?
  /// As they are typed behind `feed`, `target` and `precision`.
  let input, target, precision: String?
  let stopsOnEntry: Bool
  /// Whether it shall run to its end past all stops.
  let runsThrough: Bool

  private static let known = LaunchArgument.all.map(\.name)

  /// What editors put in for themselves.
  private static let ofEditors: Set<String> = [
    "type", "name", "request", "preLaunchTask", "postDebugTask", "internalConsoleOptions",
    "debugServer", "presentation", "serverReadyAction", "suppressMultipleSessionWarning", "order",
    "adapter", "label", "build", "command",
  ]

  /// What other debuggers call what is opened.
  private static let elsewhere = ["program": "model", "file": "model", "path": "model"]

  init(_ arguments: Arguments) throws(RequestError) {
    for name in arguments.given
    where !Launch.known.contains(name) && !Launch.ofEditors.contains(name) && !name.hasPrefix("__")
    {
      let meant = Launch.elsewhere[name] ?? nearest(to: name, in: Launch.known)
      let near = meant.map { "Did you mean \($0)? " } ?? ""
      throw RequestError(
        "launch has no argument \(name.visible)",
        hint: "\(near)It takes \(Launch.known.joined(separator: ", ")).")
    }
    guard let model = try arguments.string("model"), !model.isEmpty else {
      throw RequestError(
        "launch needs model", hint: "A file that Keras saved, or a bundled model: lstm")
    }
    self.model = model
    weights = try arguments.string("weights")
    folder = try arguments.string("cwd")
    input = try Launch.typed("input", arguments)
    target = try Launch.typed("target", arguments)
    precision = try arguments.string("precision")
    stopsOnEntry = try arguments.bool("stopOnEntry") ?? true
    runsThrough = try arguments.bool("noDebug") ?? false
    if target != nil, input == nil {
      throw RequestError("a target belongs to an input", hint: "launch needs input too.")
    }
  }

  /// A value as it is typed: a text as it stands, numbers and lists as Python writes them, several by their names.
  private static func typed(
    _ name: String, _ arguments: Arguments
  ) throws(RequestError) -> String? {
    switch arguments[name] {
    case nil: return nil
    case .string(let text)?: return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    case .object(let members)?:
      return members.map { key, value in "\(key)=\(value.stringValue ?? value.text)" }
        .joined(separator: " ")
    case let value?: return value.text
    }
  }
}
