import Console

/// An option with one value that is given twice: the parser takes the last one, and the first would be passed over.
enum RepeatedOption {
  /// The options that take one value; what may stand several times, such as -e, is not among them.
  private static let single: Set<String> = [
    "--at", "--atol", "--backend", "--batch", "--class-weight", "--color", "--epochs", "--from",
    "--got", "--keras-version", "--loss", "--optimizer", "--output", "--rtol", "--shuffle",
    "--steps", "--target", "--timeout", "--timesteps", "--to", "--vscode", "--weights", "-o",
  ]

  /// The options that may stand several times, each with a value of its own.
  private static let several: Set<String> = ["--input", "--layer", "-e", "-x"]

  /// What to say of the first one that is given twice; nil where none is.
  static func complaint(_ arguments: [String]) -> CommandError? {
    var seen: Set<String> = []
    var rest = arguments[...]
    while let word = rest.popFirst(), word != "--" {
      let typed = String(word.prefix { $0 != "=" })
      let name = typed == "-o" ? "--output" : typed
      guard single.contains(typed) || several.contains(typed) else { continue }
      if typed.count == word.count { _ = rest.popFirst() }
      guard single.contains(typed), !seen.insert(name).inserted else { continue }
      return CommandError("\(typed) is given twice", hint: "It takes one value: give it once.")
    }
    return nil
  }
}
