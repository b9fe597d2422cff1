import Console
import Containers
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A lesson to be written: what was typed and shown, with room for the words between.
package enum LessonDraft {
  /// The page for lines as `transcript` keeps them.
  static func page(_ name: String, _ lines: [String], _ commands: Commands) throws -> String {
    var sessions: [[String]] = []
    for line in lines {
      if line.hasPrefix(LessonReader.prompt + " ") {
        sessions.append([line])
      } else if !sessions.isEmpty {
        sessions[sessions.count - 1].append(line)
      }
    }
    let kept = sessions.filter { session in
      let command = session.first.map { String($0.dropFirst(LessonReader.prompt.count)).trimmed }
      return command.map { LessonTrust.isAllowed($0, of: commands) } ?? false
    }
    guard !kept.isEmpty else {
      throw CommandError(
        "nothing was typed that a lesson can hold",
        hint: "Walk through what you want to show, then lesson new \(name).")
    }
    var page = [
      "# \(name)", "", "Which question is answered here, and for whom?", "",
    ]
    for (index, session) in kept.enumerated() {
      page += ["What is to be seen next, and why.", "", "```text"] + session + ["```", ""]
      if index == 0 { page += question }
    }
    return (page + ["## What to remember", "", "- One sentence."]).joined(separator: "\n") + "\n"
  }

  private static let question = [
    "**Question.** How much is one and one? (An example: change it, or take it out.)", "",
    "<!-- answer: 1 + 1 -->", "<!-- wrong: 11 | These are the digits beside each other. -->", "",
    "<details><summary>Hint</summary>", "", "Count.", "", "</details>",
    "<details><summary>Answer</summary>", "", "2, as 1 + 1 = 2.", "", "</details>", "",
  ]

  /// Writes `NAME.md`, which must not be there yet; gives its path.
  package static func write(
    _ name: String, _ lines: [String], _ commands: Commands
  ) throws -> String {
    let file = name.hasSuffix(".md") ? name : name + ".md"
    let path = file.expandingHome
    let title = file.split(separator: "/").last.map { String($0.dropLast(3)) } ?? name
    guard access(path, F_OK) != 0 else {
      throw CommandError("\(file) is there already", hint: "Choose another name.")
    }
    try FileBytes.write(Array(try page(title, lines, commands).utf8), to: path)
    return file
  }
}
