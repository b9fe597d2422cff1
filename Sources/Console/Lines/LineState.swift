/// What is kept from one line to the next.
struct LineState {
  /// What an empty line does again.
  var repeated: String?
  /// The last motion, which an empty line makes again after looks as well.
  var motion: String?
  /// How many definitions are being done inside each other.
  var depth = 0
  /// How many lines are, one inside the other.
  var lines = 0
  /// How many scripts are.
  var scripts = 0
  /// What was typed of a line that goes on in the next one.
  var begun = ""
  /// Whether it was said how a line ends that goes on in the next one.
  var hasToldOfBrackets = false
  /// Whether the command that is done was typed as it stands, and not read or made of others.
  var isTyped = false

  /// Notes what a line was, for the empty lines after it: a motion or a list is done again, a look
  /// leaves the last motion to be made again, and anything else leaves nothing.
  mutating func note(_ line: String, _ kind: Kind) {
    switch kind {
    case .motion: (repeated, motion) = (line, line)
    case .list: repeated = line
    case .look: repeated = motion
    case .other: (repeated, motion) = (nil, nil)
    }
  }

  enum Kind {
    case motion, list, look, other

    /// A command's; what it may do is not what is asked, but what it is for.
    init(_ command: any Command) {
      if command.repeats {
        self = command.group == .walking ? .motion : .list
      } else {
        self = command.group == .looking ? .look : .other
      }
    }
  }
}
