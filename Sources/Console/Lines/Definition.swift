/// A command of the person's own, made of others.
struct Definition {
  let name: String
  var lines: [String]
  /// What `help` says of it.
  var help: [String] = []

  /// A line with the words behind the name in place of `$arg0`, `$arg1`, ….
  func filled(_ line: String, with arguments: String) throws(CommandError) -> String {
    guard line.contains("$arg") else { return line }
    let words = arguments.split(separator: " ")
    var result = line
    for number in (0..<10).reversed() where result.contains("$arg\(number)") {
      guard words.indices.contains(number) else {
        throw CommandError(
          "\(name) needs \(number + 1) argument\(number == 0 ? "" : "s")",
          hint: "its line is: \(line)")
      }
      result = result.replacing("$arg\(number)", with: words[number])
    }
    return result
  }

  /// Whether a word can be a command's name of the person's own.
  static func check(_ name: String, against commands: Commands) throws(CommandError) {
    guard !commands.isName(name) else {
      throw CommandError("\(name) is a command", hint: "Take another name.")
    }
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    guard isName, !name.isEmpty else {
      throw CommandError("\(name) is no name", hint: "Letters, digits, - and _ make one.")
    }
  }
}
