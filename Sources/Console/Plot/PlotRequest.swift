import Tensors

/// `-h W`, `hist W`, `C[5] over t` taken apart.
struct PlotRequest {
  enum Kind { case auto, histogram, line }

  var text: String
  var kind = Kind.auto
  var all = false
  /// Whether the text is evaluated in one timestep after the other.
  var isOverTime = false

  /// Whether it is evaluated at the end of one step of training after the other.
  var isOverSteps = false

  /// The text without an index behind it: `f` of `f[5]`.
  var base: String { text.hasSuffix("]") ? String(text.prefix { $0 != "[" }) : text }

  init(_ arguments: String) throws(CommandError) {
    text = arguments
    while let option = try PlotRequest.option(text) {
      switch option {
      case "-a": all = true
      case "-h", "hist": kind = .histogram
      default: kind = .line
      }
      text = text.firstWord.rest
    }
    takeTime()
  }

  /// The option that a text begins with; nil where what is drawn begins.
  private static func option(_ text: String) throws(CommandError) -> String? {
    let (word, rest) = text.firstWord
    if ["-h", "-l", "-a"].contains(word) { return word }
    if ["hist", "line"].contains(word) { return rest.isEmpty ? nil : word }
    // `-f + 1` is an expression, `-f W` is none.
    guard word.hasPrefix("-"), word.count == 2, word.last?.isLetter == true,
      rest.first?.isLetter == true
    else { return nil }
    throw CommandError(
      "there is no option \(word)", hint: "-h is a histogram, -l a line, -a draws every number")
  }

  private mutating func takeTime() {
    for end in [" over step", " over steps"] where text.hasSuffix(end) {
      text = String(text.dropLast(end.count)).trimmed
      isOverSteps = true
    }
    for end in [" over t", " over time"] where text.hasSuffix(end) {
      text = String(text.dropLast(end.count)).trimmed
      isOverTime = true
    }
  }
}
