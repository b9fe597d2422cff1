import Containers

/// `transcript walk.txt`: what was typed and shown, as a text file.
struct TranscriptCommand: Command {
  let names = ["transcript"]
  let group = CommandGroup.console
  let reach = Reach.writesFiles
  let summary = "write what was typed and shown so far to a text file"
  let usage = ["transcript FILE"]
  let example = ["feed [0, 1]", "step", "transcript /dev/null"]
  let details = """
    Each command stands behind the prompt, as on the screen, without colours. set logging FILE \
    writes along instead, from there on.
    """
  let completion = Completion.Kind.file(.any)

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("transcript needs a file", hint: "transcript walk.txt")
    }
    // The command itself is none of the walk.
    let lines = console.output.record.lines.dropLast()
    let text = lines.map { $0 + "\n" }.joined()
    try FileBytes.write(Array(text.utf8), to: arguments.expandingHome)
    console.output.line("\(lines.count) lines written to \(arguments)")
  }
}
