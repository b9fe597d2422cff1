/// What a step costs in an editor, from the request until the walk has stopped, and until all that an editor shows there
/// has been asked for and answered. Beside it the same step typed at the prompt.
enum EditorSteps {
  static func measure(_ report: inout Report) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("deep.keras")
    try Typing.file.write(to: path)
    for (model, name) in [
      ("lstm", "the bundled model"), (path, "a model of 1,000 layers"),
    ] {
      let editor = try Editor(model, feed: "zeros")
      let prompt = try Prompt([model, "--input", "zeros"])
      try prompt.wait()
      var (steps, looks, typed): ([Double], [Double], [Double]) = ([], [], [])
      for round in 0..<10 {
        for _ in 0..<20 {
          steps.append(try Clock.time { try editor.walk("next") })
          looks.append(try Clock.time { try editor.look() })
          typed.append(try Clock.time { try prompt.type("step") })
        }
        guard round < 9 else { break }
        try editor.walk("reverseContinue")
        try prompt.type("rev continue")
      }
      report.add("`next` in an editor, \(name), until it has stopped", steps.median, .milliseconds)
      report.add("  the slowest of \(steps.count)", steps.max() ?? .nan, .milliseconds)
      report.add("  then stack, scopes and variables", looks.median, .milliseconds)
      report.add("  the slowest of \(looks.count)", looks.max() ?? .nan, .milliseconds)
      report.add(
        "  both, against `step` typed at the prompt",
        timesAsLong: (steps.median + looks.median) / typed.median)
    }
  }
}
