import TestSupport
import TestTraits
import Testing

@testable import Console

/// What is nested as deep as it may be fits the stack, however small `ulimit -s` says that is.
@Suite(.enabled(if: Program.path != nil), .waits)
struct StackTests {
  private let folder = TemporaryDirectory()

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(
      ["-c", "ulimit -s 256; exec \"$0\" \"$@\"", Program.path ?? ""] + arguments, in: folder.path,
      program: "/bin/sh")
  }

  private func nested(_ count: Int, _ open: String, _ inner: String, _ close: String) -> String {
    String(repeating: open, count: count) + inner + String(repeating: close, count: count)
  }

  @Test(arguments: [
    ("(", ")"), ("-", ""), ("abs(", ")"), ("not ", ""), ("2 ** ", ""), ("1 ? 2 : ", ""),
  ])
  func anExpression(open: String, close: String) throws {
    for count in [190, 5_000] {
      let outcome = try run(["--batch", "-e", "p " + nested(count, open, "1", close)])
      #expect(outcome.code == (count == 190 ? 0 : 2), "\(outcome.messages)")
    }
  }

  @Test func aFileOfNumbers() throws {
    folder.write(Array(nested(500, "[", "1", "]").utf8), to: "x.json")
    #expect(try run(["predict", "xor", "x.json"]).messages.contains("takes (2)"))
    folder.write(Array(nested(100_000, "[", "1", "]").utf8), to: "x.json")
    let outcome = try run(["predict", "xor", "x.json"])
    #expect(outcome.code == 3)
    #expect(outcome.messages.contains("at most 512 nested"))
  }

  /// Models inside each other, as deep as JSON may be nested.
  @Test func aModel() throws {
    let input =
      #"{"class_name": "InputLayer", "config": {"name": "x", "batch_input_shape": [null, 2]}}, "#
    let open = #"{"class_name": "Sequential", "config": {"name": "m", "layers": ["#
    let dense = #"{"class_name": "Dense", "config": {"name": "d", "units": 1}}"#
    folder.write(Array((open + input + nested(120, open, dense, "]}}") + "]}}").utf8), to: "m.json")
    let outcome = try run(["summary", "m.json", "--keras-version", "2.15"])
    #expect([0, 3].contains(outcome.code), "\(outcome.messages)")
  }

  @Test func linesOfLessonsAndSessions() throws {
    let deep = nested(190, "(", "0", ")")
    folder.write(Array("# kerastep session 1\nopen xor\nfeed [\(deep), 1]\n".utf8), to: "walk")
    #expect(try run(["--batch", "-e", "load session walk", "-e", "where"]).code == 0)
    let page = "# T\n\n```text\n(kerastep) p \(deep)\n$1 = 0\n```\n"
    folder.write(Array(page.utf8), to: "t.md")
    #expect(try run(["lesson", "check", "t.md"]).output.hasSuffix("all true\n"))
  }
}
