/// What is kept from one line to the next.
struct LineState {
  /// What an empty line does again.
  var repeated: String?
  /// How many definitions are being done inside each other.
  var depth = 0
  /// How many scripts are.
  var scripts = 0
}
