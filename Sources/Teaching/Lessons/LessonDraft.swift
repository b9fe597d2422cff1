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
  static func page(
    _ name: String, _ lines: [String], _ trust: LessonTrust
  ) throws -> (text: String, leftOut: [String]) {
    var sessions: [[String]] = []
    for line in lines {
      if line.hasPrefix(LessonReader.prompt + " ") {
        sessions.append([line])
      } else if !sessions.isEmpty {
        sessions[sessions.count - 1].append(line)
      }
    }
    var leftOut: [String] = []
    let kept = sessions.filter { session in
      let command = session.first.map { String($0.dropFirst(LessonReader.prompt.count)).trimmed }
      guard let command, trust.refusal(command) != nil else { return true }
      leftOut.append(command)
      return false
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
    let text =
      (page + ["## What to remember", "", "- One sentence."]).joined(separator: "\n") + "\n"
    return (text, leftOut)
  }

  private static let question = [
    "**Question.** How much is one and one? (An example: change it, or take it out.)", "",
    "<!-- answer: 1 + 1 -->", "<!-- wrong: 11 | These are the digits beside each other. -->", "",
    "<details><summary>Hint</summary>", "", "Count.", "", "</details>",
    "<details><summary>Answer</summary>", "", "2, as 1 + 1 = 2.", "", "</details>", "",
  ]

  /// What became of it.
  package struct Written {
    package let file: String
    /// Commands that no lesson may hold.
    package let leftOut: [String]

    /// `; left out: …`, of a few.
    package var remark: String {
      guard !leftOut.isEmpty else { return "" }
      let some = leftOut.prefix(3).joined(separator: "; ") + (leftOut.count > 3 ? "; …" : "")
      return " Left out, for a lesson may not: \(some)."
    }
  }

  /// Writes `NAME.md`, which must not be there yet.
  ///
  /// Its commands are played first, as a check plays them: what stands in the page is what they show
  /// there, whatever the size and the colours of the screen on which they were typed.
  package static func write(
    _ name: String, _ lines: [String], _ commands: Commands
  ) throws -> Written {
    let file = name.hasSuffix(".md") ? name : name + ".md"
    let path = file.expandingHome
    let title = file.split(separator: "/").last.map { String($0.dropLast(3)) } ?? name
    guard access(path, F_OK) != 0 else {
      throw CommandError("\(file) is there already", hint: "Choose another name.")
    }
    let empty = Lesson(name: title, title: title, file: path, items: [], checksum: 0)
    let (text, leftOut) = try page(title, lines, LessonTrust(empty, commands))
    let lesson = try LessonReader.read(text, file: path, name: title)
    let played = try LessonCheck(lesson, commands).rewritten(text)
    try FileBytes.write(Array(played.utf8), to: path)
    return Written(file: file, leftOut: leftOut)
  }
}
