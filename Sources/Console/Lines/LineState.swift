/// What is kept from one line to the next.
struct LineState {
  /// What an empty line does again.
  var repeated: String?
  /// How many definitions are being done inside each other.
  var depth = 0
  /// How many lines are, one inside the other.
  var lines = 0
  /// How many scripts are.
  var scripts = 0
  /// Whether the command that is done was typed as it stands, and not read or made of others.
  var isTyped = false
}
