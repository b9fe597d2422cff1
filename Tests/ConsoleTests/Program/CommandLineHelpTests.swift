import Containers
import Teaching
import TestSupport
import TestTraits
import Testing

@testable import Console

/// What `--help` says of the program and of each subcommand.
@Suite(.enabled(if: Program.path != nil), .waits)
struct CommandLineHelpTests {
  static let subcommands = [
    "", "debug", "summary", "predict", "train", "trace", "check", "diagnose", "export",
    "convert", "lesson",
    "lesson play", "lesson check", "lesson new",
  ]

  /// What is typed at the prompt is a command there, or is said to be the shell's.
  @Test func whatTheShellHasIsKnownAtThePrompt() {
    let words =
      Self.subcommands.compactMap { $0.split(separator: " ").first.map(String.init) }
      + ["python", "dap", "manual"]
    let commands = Teaching.commands
    for word in words where commands.find(word) == nil {
      #expect(ForeignWords.subcommand(word) != nil, "\(word)")
    }
  }

  @Test func helpOfNoSubcommandIsRefused() throws {
    let outcome = try Program.run(["help", "predikt"])
    #expect(outcome.code == 2 && outcome.output.isEmpty)
    #expect(outcome.messages.contains("there is no subcommand predikt"))
    #expect(outcome.messages.contains("kerastep help predict"))
    #expect(try Program.run(["help", "lesson", "play"]).code == 0)
  }

  @Test(
    "an option of one value is given once",
    arguments: [
      (["check", "xor", "y.npz", "--rtol", "1", "--rtol=2"], "--rtol is given twice"),
      (
        ["predict", "xor", "[0, 1]", "-o", "a.npz", "--output", "b.npz"],
        "--output is given twice"
      ),
      (["diagnose", "xor", "[0, 1]", "--got", "1", "--got", "2"], "--got is given twice"),
    ])
  func once(_ words: [String], _ said: String) throws {
    let outcome = try Program.run(words)
    #expect(outcome.code == 2 && outcome.messages.contains(said), "\(outcome.messages)")
  }

  @Test func whatIsThereSeveralTimesIsDone() throws {
    let outcome = try Program.run(["--batch", "xor", "-e", "p 1", "-e", "p 2"])
    #expect(outcome.output.contains("$1 = 1") && outcome.output.contains("$2 = 2"))
  }

  private func help(_ subcommand: String) throws -> [String] {
    let words = subcommand.split(separator: " ").map(String.init)
    return try Program.run(words + ["--help"]).output.split(separator: "\n").map(String.init)
  }

  private func examples(_ lines: [String]) -> [String] {
    lines.drop { $0 != "Examples:" }.filter { $0.hasPrefix("  kerastep ") || $0 == "  kerastep" }
      .map { String($0.dropFirst(2)) }
  }

  @Test(arguments: subcommands)
  func itHasThreeExamplesAndTheExitCodes(subcommand: String) throws {
    let lines = try help(subcommand)
    #expect(examples(lines).count == 3, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("Exit codes: 0 ") })
  }

  /// The options of the debugger stand where one looks for them.
  @Test func theFirstHelpHasTheDebuggersOptions() throws {
    let text = try help("").joined(separator: "\n")
    let own = try help("debug").flatMap { $0.matches(of: /^  (--?[a-z-]+)/).map { String($0.1) } }
    #expect(own.count > 9)
    for option in own { #expect(text.contains(option), "\(option)") }
    #expect(try help("lesson").joined().contains("xor-by-hand is its name"))
  }

  /// Packages ask the program which version it is; the list of changes begins with it.
  @Test func theVersionIsThatOfTheChanges() throws {
    let changes = Repository.text("docs/CHANGELOG.md")
    let version = try #require(changes.firstMatch(of: /\n## (\d+\.\d+\.\d+)\b/)).1
    #expect(try Program.run(["--version"]).output == "\(version)\n")
  }

  /// What an example shows can be typed as it stands; files that nobody has are made first.
  @Test func examplesRun() throws {
    let folder = TemporaryDirectory()
    let model = try FileBytes(path: Repository.fixture("xor-relu/k3.keras")).bytes.array
    folder.write(model, to: "model.keras")
    folder.write(
      try FileBytes(path: Repository.fixture("xor-relu/k2.h5")).bytes.array, to: "old.h5")
    let commands = [
      "mkdir -p week3; cp '\(Repository.path)/docs/walkthroughs/xor-by-hand.md' week3/lesson.md",
      "cp week3/lesson.md lesson.md",
      "cp '\(Repository.path)/Sources/Console/Resources/models/xor-untrained.samples.npz' rows.npz",
      "kerastep predict model.keras '[0, 1]' -o golden-y.npz",
      "kerastep --batch --input '[0, 1]' -e step -e 'transcript walk.txt'",
      "kerastep trace xor '[0, 1]' -o traced.npz; kerastep trace lstm ones -o mine.npz",
      "kerastep --batch -e 'let x0 = [0., 1]' -e 'export numpy x.py' ",
    ]
    let script = "PATH=\"$(dirname \"$0\"):$PATH\"; cd \"$1\"; " + commands.joined(separator: "; ")
    _ = try Program.run(
      ["-c", script, Program.path ?? "", folder.path], program: "/bin/sh", timeout: 120)
    // Of what only Keras could have written there is no file here.
    let absent = ["golden.npz", "model.json", "data.npz", "step.npz"]
    var count = 0
    for line in try Self.subcommands.flatMap({ examples(try help($0)) }) {
      guard !absent.contains(where: line.contains) else { continue }
      let outcome = try Program.run(
        [
          "-c", "PATH=\"$(dirname \"$0\"):$PATH\"; cd \"$1\"; \(line)", Program.path ?? "",
          folder.path,
        ],
        program: "/bin/sh", timeout: 120)
      let isAnswer = line.contains("diagnose") && outcome.code == 1
      #expect(outcome.code == 0 || isAnswer, "\(line): \(outcome.messages)")
      count += 1
    }
    #expect(count > 20)
  }
}
