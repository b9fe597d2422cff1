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
    /// An expression of these words and of functions, and of nothing of the walk.
    case formula([String])
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

extension Substring {
  /// Whether a whole word stands before the cursor, so that another one is to come.
  var hasWord: Bool { contains(where: \.isWhitespace) }
}
