import Tensors

/// `with precision 8 p z`: a command under another setting.
struct WithCommand: Command {
  let names = ["with"]
  let group = CommandGroup.console
  let reach: Reach = [
    .walks, .changes, .readsFiles, .writesFiles, .runsCommands, .asks, .leaves,
  ]
  let summary = "do a command under another setting, which is then as before"
  let usage = ["with SETTING VALUE COMMAND"]
  let example = ["feed [0, 1]", "step", "with precision 8 p z", "p/8 z"]
  let details = "p/8 z is short for with precision 8 p z. What a run computes is set by set alone."
  var completion: Completion.Kind { .setting([]) }

  func completion(before cursor: Substring) -> Completion.Kind {
    let words = String(cursor).split(whereSeparator: \.isWhitespace).map(String.init)
    let typed = cursor.last?.isWhitespace == true ? words.count : max(words.count - 1, 0)
    switch typed {
    case 0: return completion
    case 1: return Setting.named(words[0]).map { .words($0.values) } ?? .nothing
    case 2: return .command
    default: return .value
    }
  }

  func run(_ arguments: String, _ console: Console) throws {
    let (name, rest) = arguments.firstWord
    let (value, afterValue) = rest.firstWord
    let command = afterValue.hasPrefix("-- ") ? String(afterValue.dropFirst(3)) : afterValue
    guard !name.isEmpty, !value.isEmpty, !command.isEmpty else {
      throw CommandError("with needs a setting, its value and a command", hint: usage[0])
    }
    let setting = try SetCommand.setting(name)
    guard !setting.isOfRuns else {
      throw CommandError("\(name) changes what is computed", hint: "set \(name) \(value)")
    }
    let before = console.settings
    guard setting.set(&console.settings, value) else { throw SetCommand.refusal(setting, value) }
    let set = setting.get(console.settings)
    defer {
      // What the command itself has set stays.
      if setting.get(console.settings) == set {
        _ = setting.set(&console.settings, setting.get(before))
      }
    }
    try LineInterpreter(console).run(command)
  }
}
