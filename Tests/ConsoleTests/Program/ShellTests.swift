import Terminal
import TestSupport
import TestTraits
import Testing

@testable import Console
@testable import Teaching

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Commands of the shell are done for whoever types them, and for nobody else.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ShellTests {
  private let home = TemporaryDirectory()
  private let prompt = PseudoTerminal.prompt
  /// Whether a program of somebody else's was run.
  private var isPwned: Bool { access(home.path + "/pwned", F_OK) == 0 }

  private func start(
    _ arguments: [String] = [], _ environment: [String: String?] = [:], columns: Int = 80,
    rows: Int = 24
  ) throws -> PseudoTerminal {
    try .program(arguments, home: home, environment: environment, columns: columns, rows: rows)
  }

  private func leave(_ program: PseudoTerminal) throws {
    try program.expectScreen { $0.currentLine == prompt }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    #expect(program.isEchoing)
  }

  @Test func whatIsTypedIsRun() throws {
    let program = try start()
    try program.type("!echo $((40 + 2)); echo two # 3", showing: "42\r\ntwo")
    program.send("!cat\r")
    try program.expectWholeLines()
    program.send("read\r\u{4}")
    try program.expect("read\r\nread\r\n")
    try program.expectScreen { $0.currentLine == prompt }
    try program.type("feed [0, 1]; pipe list all | grep -c 'a = relu'", showing: "1\r\n")
    try program.type("|p W | tr -d '[]' | wc -w", showing: "\r\n")
    try program.type("!exit 3", showing: "it ended with 3")
    try leave(program)
  }

  /// Ctrl-C ends the program, and not the walk.
  @Test func controlCEndsWhatRuns() throws {
    let program = try start(["xor", "--input", "[0, 1]"])
    program.send("!echo up; sleep 100\r")
    try program.expect("up\r\n")
    program.settle()
    program.send("\u{3}")
    try program.expectScreen { $0.currentLine == prompt }
    try program.type("step", showing: "tick 1 of 4")
    try leave(program)
  }

  /// What others wrote runs no program, however it is brought in.
  @Test func scriptsRunNone() throws {
    let lines = ["!touch pwned", "shell touch pwned", "pipe p 1 | touch pwned", "edit"]
    for line in lines {
      for script in [line, "p 1; \(line)", "define x\n\(line)\nend\nx", "alias x \(line)\nx"] {
        home.write(Array((script + "\n").utf8), to: "evil.kst")
        for arguments in [["-x", "evil.kst", "--batch"], ["--batch", "-e", "source evil.kst"]] {
          let outcome = try Program.run(
            arguments, in: home.path, environment: ["VISUAL": "touch pwned #"])
          #expect(outcome.code == 2, "\(script)")
          #expect(outcome.messages.contains("may be somebody else's, and it runs programs"))
        }
        let pipe = try Program.run(["--batch"], input: script + "\n", in: home.path)
        #expect(pipe.code == 2)
      }
    }
    #expect(!isPwned)
  }

  /// A script that was sourced leaves nothing behind that runs one later, when a person types.
  @Test func whatAScriptDefinesRunsNoneLater() throws {
    home.write(Array("alias a !touch pwned\ndefine d\n!touch pwned\nend\n".utf8), to: "evil.kst")
    let program = try start()
    try program.type("source ~/evil.kst", showing: "")
    try program.type("a", showing: "may be somebody else's")
    try program.type("d", showing: "may be somebody else's")
    try leave(program)
    #expect(!isPwned)
  }

  @Test func lessonsAndSavedSessionsHoldNone() {
    let lesson = Lesson(name: "", title: "", file: "/lesson.md", items: [], checksum: 0)
    let trust = LessonTrust(lesson, Teaching.commands)
    for line in ["!ls", "step; !ls", "shell ls", "pipe p 1 | sh", "| p 1 | sh", "edit", "edit x"] {
      #expect(trust.refusal(line) != nil, "\(line)")
      #expect(!Rehearsal.staysInMemory(line, of: Teaching.commands), "\(line)")
    }
    for name in ["shell", "pipe", "edit"] {
      let command = Teaching.commands.find(name)
      #expect(command.map { !SessionReader.mayHold($0, "x") } ?? false)
    }
  }

  @Test func linesAreEdited() throws {
    home.write(Array("#!/bin/sh\necho 'p 40 + 2; step' > \"$1\"\n".utf8), to: "editor")
    chmod(home.path + "/editor", 0o700)
    let program = try start(["xor", "--input", "[0, 1]"], ["EDITOR": home.path + "/editor"])
    try program.type("edit", showing: "tick 1 of 4")
    #expect(program.screen.text.contains("$1 = 42"))
    try leave(program)
  }

  // MARK: Settings that stay, and what was typed

  @Test func settingsAreKept() throws {
    let first = try start()
    try first.type("set precision 2 --save", showing: "kept in \(home.path)/.config/kerastep/init")
    first.send("set prompt \"(k)\" --save\r")
    try first.expectScreen { $0.currentLine == "(k)" }
    first.sendEnd()
    _ = try first.waitForExit()
    #expect(home.text(".config/kerastep/init") == "set precision 2\nset prompt \"(k)\"\n")
    let second = try PseudoTerminal(Program.path ?? "", environment: ["HOME": home.path])
    try second.expectScreen { $0.currentLine == "(k)" }
    second.send("p 1 / 3.0\rset precision 5 --save\r")
    try second.expect("kept in")
    try second.expectScreen { $0.currentLine == "(k)" }
    second.sendEnd()
    _ = try second.waitForExit()
    #expect(home.text(".config/kerastep/init") == "set precision 5\nset prompt \"(k)\"\n")
  }

  @Test func historyGoesOverRuns() throws {
    let first = try start()
    try first.type("p 40 + 2", showing: "$1 = 42")
    try leave(first)
    let second = try start()
    try second.type("p 1", showing: "$1 = 1")
    try second.type("history", showing: "  p 40 + 2\r\n  p 1\r\n  history")
    try second.type("history 40", showing: "  p 40 + 2")
    try leave(second)
  }

  @Test func clearEmptiesTheScreen() throws {
    let program = try start()
    try program.type("p 40 + 2", showing: "$1 = 42")
    program.send("clear\r")
    try program.expectScreen { $0.text == prompt }
    try leave(program)
  }

  // MARK: Lessons from sessions of any screen

  /// What was typed in colours on a small screen is a page that the check accepts.
  @Test(arguments: [(80, 24), (60, 18), (120, 40)])
  func aSessionOfAnyScreenMakesATruePage(columns: Int, rows: Int) throws {
    let program = try start(
      ["lstm"], ["PAGER": "cat", "TERM": "xterm-256color"], columns: columns, rows: rows)
    for line in [
      "feed ones", "until lstm@1.C", "plot W; plot lstm.f", "explain C[5]", "p U", "plot hist W",
      "save page ~/x.html", "!true", "info values",
    ] {
      program.send(line + "\r")
      program.settle()
      try program.expectScreen { $0.currentLine == prompt }
    }
    program.send("lesson new ~/mine\r")
    try program.expect("is begun")
    try leave(program)
    let outcome = try Program.run(["lesson", "check", "mine.md"], in: home.path)
    #expect(outcome.code == 0, "\(outcome.messages)")
    let page = home.text("mine.md")
    #expect(page.contains("(kerastep) plot lstm.f") && !page.contains("save page"))
    #expect(!page.contains("\u{1B}"))
  }
}
