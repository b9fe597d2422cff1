import Terminal

extension Completion.Kind {
  /// The words that it takes, as far as they are known without looking for files.
  func words(of commands: Commands) -> [String] {
    switch self {
    case .words(let words), .formula(let words): words
    case .setting(let others): Setting.all.map(\.name) + others.map(\.text)
    case .named(_, let words, _): words.map(\.text)
    case .help: commands.all.flatMap(\.names) + HelpTopic.all.flatMap(\.names)
    case .command: commands.all.flatMap(\.names)
    case .nothing, .location, .value, .file, .stop, .breakpoint: []
    }
  }

  /// Whether a value or a place stands there, and nothing else.
  var isValue: Bool {
    switch self {
    case .value, .location, .stop: true
    default: false
    }
  }

  /// Whether one may stand there.
  var mayBeValue: Bool {
    switch self {
    case .value, .formula, .location, .stop, .breakpoint, .words, .nothing, .file(.arrays): true
    case .file, .named, .help, .command, .setting: false
    }
  }
}
