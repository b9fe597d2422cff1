import Containers
import Foundation
import TestSupport
import TestTraits
import Testing

@testable import Console

/// What a walk leaves in files, and what the person's own file brings to one.
@Suite(.enabled(if: Program.path != nil), .waits)
struct RecordTests {
  private let folder = TemporaryDirectory()

  private func lines(_ commands: [String]) -> [String] {
    commands.flatMap { ["-e", $0] }
  }

  @Test func aTranscriptIsWhatWasTypedAndShown() throws {
    let walk = ["feed [0, 1]", "step", "p z"]
    let outcome = try Program.run(
      ["--batch"] + lines(walk + ["transcript walk.txt"]), in: folder.path)
    #expect(outcome.code == 0)
    let transcript = folder.text("walk.txt")
    let typed = transcript.split(separator: "\n").filter { $0.hasPrefix("(kerastep) ") }
    // The model that the program was started with comes first.
    #expect(typed.map { $0.dropFirst(11) } == (["open xor"] + walk).map { $0[...] })
    let summary = try Program.run(["summary", "xor"]).output.split(separator: "\n")
    let shown = transcript.split(separator: "\n").filter { !$0.hasPrefix("(kerastep) ") }
    #expect(shown == summary + outcome.output.split(separator: "\n").dropLast())
    #expect(outcome.output.hasSuffix("lines written to walk.txt\n"))
  }

  @Test func aLogIsWrittenAlong() throws {
    let outcome = try Program.run(
      ["--batch"]
        + lines([
          "feed [0, 1]", "set logging log.txt", "step", "frob", "set logging off", "step",
        ]), in: folder.path)
    #expect(outcome.code == 2)
    let first = folder.text("log.txt")
    #expect(first.contains("(kerastep) step\ndense  z = x·W + b"))
    #expect(first.contains("(kerastep) frob\nthere is no command or value frob\n"))
    #expect(!first.contains("feed"))
    // A second log goes on behind the first.
    _ = try Program.run(
      ["--batch"] + lines(["set logging log.txt", "p 40 + 2", "set logging off", "p 1"]),
      in: folder.path)
    let both = folder.text("log.txt")
    #expect(both.hasPrefix(first))
    #expect(both.dropFirst(first.count).contains("$1 = 42\n"))
    #expect(!both.contains("(kerastep) p 1\n"))
  }

  /// What is shown of a walk where it was saved, from a text on: another run that loads it shows the same.
  private func shownAlike(
    _ model: String, _ walk: [String], _ show: [String], from start: String
  ) throws -> Substring {
    let saved = try Program.run(
      [model, "--batch"] + lines(walk + ["save session walk"] + show), in: folder.path)
    #expect(saved.messages == "")
    let loaded = try Program.run(
      ["--batch"] + lines(["load session walk"] + show), in: folder.path)
    #expect(loaded.messages == "")
    func shown(_ outcome: Program.Outcome) -> Substring? {
      outcome.output.range(of: start).map { outcome.output[$0.lowerBound...] }
    }
    let own = try #require(shown(saved))
    #expect(shown(loaded) == own)
    #expect(!loaded.output.contains("differs"))
    return own
  }

  @Test func aSavedWalkComesBackInAnotherRun() throws {
    let walk = [
      "feed [[1, 2], [3, 4.5], [-1, 1e-3]]", "until lstm@1.f", "set var f[1:3] = [0.25, nan]",
      "continue", "goto lstm@2.C", "set var lstm.U[0, 0] = 1e30", "continue", "timeline switch 1",
      "stepi", "set precision 7",
    ]
    let show = ["where", "info values", "timeline", "timeline diff 0 2", "p -a lstm.h", "list all"]
    _ = try shownAlike("lstm", walk, show, from: "* #0")
  }

  /// What `fit` was told in place of the file is saved with a walk.
  @Test func aTypedLossComesBackInAnotherRun() throws {
    let walk = [
      "set loss mean(square(y - output)) + 0.1 * mae(y, output)", "set class_weight 0=1 1=5",
      "set optimizer adam(lr=0.05)", "feed [0, 1]", "target 1", "continue", "train 3",
    ]
    let show = ["info loss", "info optimizer", "p loss.L", "show loss", "show class_weight"]
    // The number of the loss, and what is shown behind it.
    let shown = try shownAlike("xor-untrained", walk, show, from: "$1 = ")
    #expect(shown.contains("0.1 * mae(y, output)"))
    #expect(shown.contains("1=5"))
  }

  /// A branch that begins in the first step is gone to behind that step, for nothing else leads to the batches.
  @Test(arguments: [["samples"], ["feed [0, 1]", "target 1"]])
  func aBranchInTheFirstStepComesBack(beginning: [String]) throws {
    let walk =
      beginning + [
        "train 2", "goto train@0", "set var dense.W[0, 0] = 2", "train 3", "goto train@1",
      ]
    let show = ["timeline", "p dense.W", "train", "p dense.W"]
    _ = try shownAlike("xor-untrained", walk, show, from: "* 1 ")
    // Without a branch it is the same step, of one that is made.
    let short = beginning + ["train 2", "goto train@0", "goto dense.z"]
    _ = try shownAlike("xor-untrained", short, ["p dense.z", "p dense.W"], from: "$1 = ")
  }

  @Test func whatIsNotAsItWasSavedIsTold() throws {
    let model = Repository.path + "/Sources/Console/Resources/models/lstm.keras"
    try copy(model, to: "own.keras")
    _ = try Program.run(
      ["own.keras", "--batch"] + lines(["feed ones", "step 2", "save session walk"]),
      in: folder.path)
    try copy(Repository.fixture("lstm-gates/k3.keras"), to: "own.keras")
    let other = try Program.run(["--batch", "-e", "load session walk"], in: folder.path)
    #expect(other.code == 0)
    #expect(other.output.contains("differs: it was model 22578 bytes, checksum "))
    #expect(other.output.contains("differs: it was lstm@0.i ["))

    // A line that has no place in it changes nothing.
    let walk = folder.text("walk")
    folder.write(Array((walk + "source evil\n").utf8), to: "walk")
    let refused = try Program.run(
      ["--batch", "-e", "feed [0, 1]", "-e", "load session walk"], in: folder.path)
    #expect(refused.code == 2)
    #expect(refused.messages.contains("source has no place in a saved session"))
  }

  private func copy(_ path: String, to name: String) throws {
    let bytes = try FileBytes(path: path).bytes
    folder.write(bytes.withUnsafeBytes { Array($0) }, to: name)
  }

  @Test func theInitFileIsRunAtThePromptOnly() throws {
    let home = TemporaryDirectory()
    home.write(
      Array("alias both p [x, x]\nset precision 2\nfrob\nset precision 9\n".utf8),
      to: ".config/kerastep/init")
    let program = try PseudoTerminal(
      Program.path ?? "", [], environment: ["HOME": home.path], columns: 80, rows: 24)
    // The line that fails ends the file and is told; the prompt comes all the same.
    try program.expect("init:3: there is no command or value frob")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    // Of what is set there nothing is said.
    #expect(!program.screen.text.contains("precision"))
    for (line, shown) in [
      ("feed [0, 1]", "4 equations"), ("step", "-0.22 -2.36"), ("both", "(2, 2)"),
    ] {
      program.send(line + "\r")
      try program.expect(shown)
      try program.expectScreen { $0.currentLine == "(kerastep)" }
    }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))

    let script = try Program.run(
      ["--batch", "-e", "feed [0, 1]", "-e", "step"], environment: ["HOME": home.path])
    #expect(script.output.contains("-0.2200"))
    #expect(script.messages == "")
  }
}
