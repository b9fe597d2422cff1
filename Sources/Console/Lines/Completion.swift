import Terminal

/// What can stand at a place of a line.
package enum Completion {
  /// What a command takes.
  package enum Kind: Sendable {
    case nothing
    case command
    /// A setting, or another word that stands where one may.
    case setting([Candidate])
    case location
    case value
    case file(FileKind)
    /// Files, and words that stand for some: what these are, the words, and which files.
    case named(String, [Candidate], FileKind)
    /// A command or a topic.
    case help
    case words([String])
    /// A location, or a class of layers; a value after `if`.
    case stop
    /// A breakpoint's number.
    case breakpoint
  }
}

extension Completion.Kind {
  /// The words that it takes, as far as they are known without looking for files.
  func words(of commands: Commands) -> [String] {
    switch self {
    case .words(let words): words
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
    case .value, .location, .stop, .breakpoint, .words, .nothing, .file(.arrays): true
    case .file, .named, .help, .command, .setting: false
    }
  }
}

extension Substring {
  /// Whether a whole word stands before the cursor, so that another one is to come.
  var hasWord: Bool { contains(where: \.isWhitespace) }
}
