import Debugging
import Tensors

/// How things stood when the client was told of them last: what differs has to be told.
struct Seen: Equatable {
  /// The model's session and the run, by which object they are.
  var session: ObjectIdentifier?
  var machine: ObjectIdentifier?
  /// How many runs were begun: another input is another one.
  var run = 0
  var place: WalkPosition?
  var sample = 0
  /// What numbers look like, and which ones are shown.
  var branch = 0
  var displays: [String] = []
  var format = NumberFormat()

  init() {}

  /// Whether the walk stands elsewhere, or another one does.
  func isElsewhere(than other: Seen) -> Bool {
    session != other.session || machine != other.machine || run != other.run
      || place != other.place || sample != other.sample
  }
}
