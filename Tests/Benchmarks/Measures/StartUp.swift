/// From start to the prompt, and whole runs of the built program.
enum StartUp {
  static func measure(_ report: inout Report) throws {
    try BuiltProgram.check()
    var prompt: [Double] = []
    var version: [Double] = []
    var predict: [Double] = []
    var nothing: [Double] = []
    var memory: [Double] = []
    // One after another in every round, so that they share what else the machine does.
    for _ in 0..<31 {
      nothing.append(try run(["/bin/sh", "-c", ":"]))
      version.append(try run([BuiltProgram.path, "--version"]))
      predict.append(try run([BuiltProgram.path, "predict", "lstm", "zeros"]))
      let start = Clock.now
      let terminal = try Prompt([])
      try terminal.wait()
      prompt.append(Clock.now - start)
      if let peak = terminal.child.peakMemory { memory.append(peak) }
    }
    report.add("start to the prompt, bundled model", prompt.median, atMost: 0.030, .milliseconds)
    if memory.isEmpty {
      report.missing("  its peak memory", because: "the system does not say")
    } else {
      report.add("  its peak memory", memory.median, atMost: 40e6, .megabytes)
    }
    report.add("  kerastep predict lstm zeros", predict.median, .milliseconds)
    report.add("  kerastep --version", version.median, .milliseconds)
    report.add("  sh -c :", nothing.median, .milliseconds)
  }

  private static func run(_ arguments: [String]) throws -> Double {
    try Clock.time { try ChildProcess(arguments).wait() }
  }
}
