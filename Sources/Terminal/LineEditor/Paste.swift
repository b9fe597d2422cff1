/// Text that came between `ESC[200~` and `ESC[201~`, as the lines it stands for.
struct Paste: Equatable, Sendable {
  /// Lines that ended in a line break, to be run one after another.
  private(set) var complete: [String] = []
  /// What follows the last line break, to be edited.
  private(set) var rest = ""

  static let end: [Unicode.Scalar] = Array("\u{1B}[201~".unicodeScalars)

  /// Terminals send a line break as CR, LF or CRLF. A tab is a space here, other control characters are dropped:
  /// a paste must not press keys.
  init(_ scalars: some Sequence<Unicode.Scalar>) {
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in scalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r":
        complete.append(String(line))
        line = String.UnicodeScalarView()
      case "\t": line.append(" ")
      case _ where scalar.properties.generalCategory == .control: break
      default: line.append(scalar)
      }
      previous = scalar
    }
    rest = String(line)
  }
}
