import Containers
import TestSupport
import TestTraits
import Testing

@testable import Console

/// What cannot be written is told, and the exit code says it.
@Suite(.enabled(if: Program.path != nil), .waits)
struct FailedWriteTests {
  private let folder = TemporaryDirectory()

  /// Runs a line of the shell in which `"$0"` is the program.
  private func shell(_ line: String) throws -> Program.Outcome {
    try Program.run(
      ["-c", line, Program.path ?? ""], in: folder.path, program: "/bin/sh")
  }

  private static let full =
    "kerastep: standard output cannot be written: No space left on device\n"

  #if os(Linux)
    /// Every way to standard output, on a disk that is full.
    @Test(arguments: [
      "predict xor '[0, 1]'", "summary xor", "--help", "--version", "help predict",
      "--batch xor -e 'feed [0, 1]' -e continue", "--json xor -e 'feed [0, 1]' -e continue",
      "export xor --to markdown", "export xor --to c", "lesson --batch", "lesson 1 --batch",
      "diagnose xor '[1, 0]' --got 0.5 --json", "--batch xor -e 'p -a ones(3000)' -e summary",
    ])
    func aFullDiskIsTold(arguments: String) throws {
      let outcome = try shell("\"$0\" \(arguments) >/dev/full")
      #expect(outcome.messages == Self.full)
      #expect([1, 3].contains(outcome.code))
    }

    @Test func aLogOnAFullDiskIsNotComplete() throws {
      let outcome = try shell(
        "\"$0\" --batch -e 'set logging /dev/full' -e 'p 1' -e 'set logging off'")
      #expect(outcome.code == 3)
      #expect(
        outcome.messages
          == "/dev/full cannot be written: No space left on device; it ends before what was shown last\n"
      )
      #expect(!outcome.output.contains("complete"))
    }
  #endif

  /// The log holds whole lines, up to where the disk was full.
  @Test func aLogThatIsFullEndsWithAWholeLine() throws {
    let outcome = try shell(
      "ulimit -f 2; \"$0\" --batch -e 'set logging log' -e 'p 42' -e 'p -a ones(3000)' | cat")
    #expect(outcome.messages.contains("log cannot be written: File too large"))
    #expect(folder.text("log").hasSuffix("(kerastep) p 42\n$1 = 42\n(kerastep) p -a ones(3000)\n"))
  }

  @Test func aFileTooLargeLeavesNothingBehind() throws {
    let outcome = try shell(
      "ulimit -f 2; \"$0\" trace lstm ones -o page.html; code=$?; ls | grep page; exit $code")
    #expect(outcome.code == 3)
    #expect(outcome.output == "")
    #expect(
      outcome.messages.contains("page.html: expected a place to write to, found File too large"))
  }

  /// A file that is opened never gets what is meant for a standard one that is closed.
  @Test func closedStandardFiles() throws {
    let output = try shell("\"$0\" predict xor '[0, 1]' >&-")
    #expect(output.code == 3)
    #expect(output.messages.hasPrefix("kerastep: standard output cannot be written: "))
    let errors = try shell("\"$0\" --batch -e 'set logging log' -e frob 2>&-")
    #expect(errors.code == 2)
    let log = folder.text("log").split(separator: "\n")
    #expect(log.filter { $0.hasPrefix("there is no command") }.count == 1)
    let input = try shell("\"$0\" xor <&-")
    #expect(input.code == 3)
    #expect(input.messages.hasPrefix("standard input:1: cannot be read: "))
    #expect(try shell("\"$0\" --batch xor -e 'p 40 + 2' <&-").output == "$1 = 42\n")
  }

  @Test func aReaderThatHasGoneEndsItQuietly() throws {
    let outcome = try shell(
      "{ echo p 1; sleep 1; echo p 2; sleep 1; echo p 3; } | { \"$0\"; echo $? >code; } | head -1")
    #expect(outcome.output == "$1 = 1\n")
    #expect(outcome.messages == "")
    #expect(folder.text("code") == "141\n")
  }
}
