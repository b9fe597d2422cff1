import Debugging
import Expressions
import Terminal

/// A page of help that is about no single command: `help keys`.
struct HelpTopic: Sendable {
  /// Its name, then its other ones.
  let names: [String]
  let summary: String
  let lines: @Sendable (_ width: Int) -> [String]

  var name: String { names.first ?? "" }

  init(_ names: String..., about summary: String, text: [String]) {
    self.init(names, about: summary) { width in
      text.flatMap { $0.isEmpty ? [""] : $0.proseLines(to: width) }
    }
  }

  init(
    _ names: [String], about summary: String, lines: @escaping @Sendable (Int) -> [String]
  ) {
    (self.names, self.summary, self.lines) = (names, summary, lines)
  }

  /// The topic that is called so, with or without an s or the word help has for it.
  static func named(_ text: String) -> HelpTopic? {
    let words = text.lowercased().split(separator: " ").joined(separator: " ")
    return all.first { $0.names.contains(words) }
  }

  static let all: [HelpTopic] = [
    keys, places, functions, gates, lstm, gru, breakpoints, initFile, lines,
  ]

  static let functions = HelpTopic(
    ["functions", "function"], about: "the functions of expressions"
  ) { width in
    Functions.names.joined(separator: ", ").wrapped(to: width)
      + [
        "", "Activations too: \(Scope.activations.joined(separator: ", ")).",
        "", "They are NumPy's and Keras', with np. or without: np.tanh(z) is tanh(z).",
        "help sum says how one is called.",
      ].flatMap { $0.wrapped(to: width) }
  }
}
