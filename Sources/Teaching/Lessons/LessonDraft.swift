import Console
import Containers
import Tensors
import Terminal

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
    let kept = try sessions.compactMap { session -> [String]? in
      let typed = String((session.first ?? "").dropFirst(LessonReader.prompt.count)).trimmed
      try refuseStrange(typed, name, trust)
      let command = trust.homed(typed)
      guard trust.refusal(command) != nil else {
        return ["\(LessonReader.prompt) \(command)"] + session.dropFirst()
      }
      leftOut.append(typed)
      return nil
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

  /// A page cannot show what comes of a file that it may not read.
  private static func refuseStrange(
    _ command: String, _ name: String, _ trust: LessonTrust
  ) throws(CommandError) {
    guard let file = trust.strangeFile(command) else { return }
    let folder = LessonFolder.parent(file)
    throw CommandError(
      "\(file.visible) lies outside the lesson's folder, and a lesson reads files of its own folder",
      hint:
        "Put the page beside it, lesson new \(folder.visible)/\(name), or the file beside the page."
    )
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
    /// Commands of the page that fail, as they did when they were typed.
    package let failing: [String]

    /// What was left out and what fails, of a few.
    package var remark: String {
      func few(_ commands: [String]) -> String {
        commands.prefix(3).joined(separator: "; ") + (commands.count > 3 ? "; …" : ".")
      }
      return (leftOut.isEmpty ? "" : " Left out, for a lesson may not: \(few(leftOut))")
        + (failing.isEmpty
          ? "" : " These fail there too, so take out what was a slip: \(few(failing))")
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
    let check = try LessonCheck(lesson, commands)
    try FileBytes.write(Array(check.rewritten(text).utf8), to: path)
    return Written(file: file, leftOut: leftOut, failing: check.failing)
  }
}
