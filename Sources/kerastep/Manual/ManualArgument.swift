import ArgumentParser
import Containers

/// An argument or option as a manual page tells it, read from what the parser says of itself.
struct ManualArgument {
  /// `--weights <file>`, `-o, --output <file>`, `<model>`.
  let term: String
  let text: String
  let isPositional: Bool

  /// Those of a command, in the order of its help, without those that help hides.
  static func all(of command: any ParsableCommand.Type) throws -> [ManualArgument] {
    let told = try JSON(parsing: command._dumpHelp(), file: "the parser's own description")
    return (told["command"]?["arguments"]?.arrayValue ?? []).filter {
      $0["shouldDisplay"]?.boolValue == true
    }.map(ManualArgument.init)
  }

  private init(_ told: JSON) {
    let kind = told["kind"]?.stringValue
    let value = "<\(told["valueName"]?.stringValue ?? "")>"
    isPositional = kind == "positional"
    let names = (told["names"]?.arrayValue ?? []).compactMap { name in
      name["name"]?.stringValue.map { (name["kind"]?.stringValue == "long" ? "--" : "-") + $0 }
    }
    let isRepeating = told["isRepeating"]?.boolValue == true
    if isPositional {
      term = isRepeating ? "\(value) ..." : value
    } else {
      let list = names.sorted { $0.count < $1.count }.joined(separator: ", ")
      term = kind == "flag" ? list : "\(list) \(value)"
    }
    let meaning = told["abstract"]?.stringValue ?? ""
    let choices = (told["allValues"]?.arrayValue ?? []).compactMap(\.stringValue)
    var notes: [String] = []
    if !choices.allSatisfy(meaning.contains) { notes.append(choices.joined(separator: ", ")) }
    if let usual = told["defaultValue"]?.stringValue { notes.append("\(usual) unless it is given") }
    text = notes.isEmpty ? meaning : "\(meaning) (\(notes.joined(separator: "; ")))"
  }
}
