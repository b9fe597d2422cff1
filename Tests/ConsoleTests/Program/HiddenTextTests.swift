import Containers
import TestSupport
import TestTraits
import Testing

@testable import Console

/// Whatever a name, a path or an argument holds, nothing that is hidden reaches the screen, a file of
/// text or JSON: every kind of such characters, by every way out.
@Suite(.enabled(if: Program.path != nil), .waits)
struct HiddenTextTests {
  private let folder = TemporaryDirectory()

  /// One of each kind, and the console's own marks.
  private static let name =
    ([
      0x01, 0x07, 0x08, 0x09, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x9D, 0xAD, 0x61C, 0x180E, 0x200B,
      0x200D,
      0x200F, 0x2028, 0x2029, 0x202E, 0x2060, 0x2066, 0xFE0F, 0xFEFF, 0xFFF9, 0xE0041, 0xE0101,
      0xF0003, 0xF0107, 0x1B,
    ] as [UInt32]).compactMap { Unicode.Scalar($0) }.map { "a\($0)" }.joined() + "[31mé"

  /// The published XOR model with such a layer and such a name.
  private func model() throws -> String {
    let text = Repository.text("Tests/Fixtures/xor-relu/k3.json")
    let quoted = JSON.string(Self.name).text
    let layers = text.replacing("\"dense_1\"", with: quoted)
    let named = layers.replacing("\"name\": \"xor\"", with: "\"name\": \(quoted)")
    #expect(layers != text)
    folder.write(Array(named.utf8), to: "m.json")
    let weights = Repository.fixture("xor-relu/k3.weights.h5")
    return "m.json --weights \(weights) --keras-version 3"
  }

  /// `"$0"` is the program, `"$N"` the name.
  private func shell(_ line: String) throws -> Program.Outcome {
    try Program.run(
      ["-c", line, Program.path ?? ""], in: folder.path,
      environment: ["N": Self.name.replacing("\u{0}", with: "")], program: "/bin/sh")
  }

  private func expectPlain(
    _ text: String, _ way: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let strange = HiddenScalars(text).filter { $0.isHidden && $0.scalar != "\n" }
    #expect(
      strange.isEmpty, "\(way): \(strange.map(\.scalar.value))", sourceLocation: sourceLocation)
    let marks = text.unicodeScalars.filter { (0xF0000...0xF0FFF).contains($0.value) }
    #expect(marks.isEmpty, "\(way)", sourceLocation: sourceLocation)
  }

  private func expectPlain(_ arguments: String, codes: Set<Int32>) throws {
    let outcome = try shell("\"$0\" \(arguments)")
    #expect(codes.contains(outcome.code), "\(arguments): \(outcome.messages)")
    #expect(!(outcome.output + outcome.messages).isEmpty)
    expectPlain(outcome.output, arguments)
    // A tab in a message does nothing but stand there.
    expectPlain(outcome.messages.replacing("\t", with: " "), arguments)
  }

  @Test(arguments: [
    "summary M", "predict M '[0, 1]'", "check M GOLDEN --layers", "check M GOLDEN --json",
    "diagnose M '[1, 0]' --got 0.3", "diagnose M '[1, 0]' --got 0.3 --json",
    "export M --to c", "export M --to cpp", "export M --to swift",
    "export M --to latex", "export M --to markdown",
    "--batch M -e 'feed [0, 1]' -e 'list all' -e graph -e 'info layers' -e continue -e where "
      + "-e 'break dense' -e 'info breakpoints' -e output -e explain",
    "--batch --color always M -e 'feed [0, 1]' -e 'list all' | sed 's/\u{1B}\\[[0-9;]*m//g'",
    "--batch --ascii M -e 'feed [0, 1]' -e 'list all' -e continue -e 'info values'",
    "--json M -e 'feed [0, 1]' -e continue -e summary -e 'list all' </dev/null",
  ])
  func aNameOfAModel(arguments: String) throws {
    let golden = Repository.fixture("xor-relu/golden.npz")
    let model = try model()
    try expectPlain(
      "\(arguments) ".replacing(" M ", with: " \(model) ").replacing("GOLDEN", with: golden),
      codes: [0, 1])
  }

  /// Arguments, names of files and commands, which messages repeat.
  @Test(arguments: [
    "\"--$N\"", "--color \"$N\"", "predict xor", "export xor --to \"$N\"", "\"$N\"",
    "summary \"$N\"",
    "xor --batch -e \"$N\"", "xor --batch -e \"p $N\"", "xor --batch -e \"open $N\"",
    "predict xor \"$N.csv\"", "predict xor \"[0, 1]\" -o \"none/$N.npz\"", "-x \"$N\"",
    "export xor --to c --timesteps \"$N\"", "lesson \"$N\"", "check xor \"$N\"",
    "lesson check \"$N\"",
    "xor --batch -e \"set $N\"", "xor --batch -e \"help $N\"", "xor --batch -e \"apropos $N\"",
    "xor --batch -e \"feed $N=1\"", "diagnose xor '[0, 1]' --got \"$N\"",
    "xor --batch -e 'p 1' -e \"set logging none/$N\"", "xor --json -e \"$N\" </dev/null",
  ])
  func anArgument(arguments: String) throws { try expectPlain(arguments, codes: [0, 2, 3]) }

  /// Headings of a file, which a remark repeats.
  @Test func aHeading() throws {
    let name = Self.name.replacing("\r", with: "").replacing("\t", with: "")
    folder.write(Array("\(name),b\n0,1\n".utf8), to: "x.csv")
    try expectPlain("predict xor x.csv", codes: [0])
  }

  @Test func filesOfText() throws {
    let model = try model()
    let commands = [
      "set logging log.txt", "feed [0, 1]", "list all", "continue", "explain",
      "save page page.html",
      "export c m.c", "export markdown m.md", "export numpy m.py", "transcript walk.txt", "p $N",
    ]
    let outcome = try shell(
      (["\"$0\" \(model)"] + commands.map { "-e \"\($0)\"" }).joined(separator: " ")
        + " </dev/null")
    #expect(outcome.code == 2, "\(outcome.messages)")
    expectPlain(outcome.output, "the prompt")
    #expect(try shell("\"$0\" trace \(model) '[0, 1]' -o trace.json").code == 0)
    for way in ["log.txt", "page.html", "trace.json", "m.md", "m.c", "m.py", "walk.txt"] {
      let text = folder.text(way)
      #expect(text.count > 100, "\(way)")
      // A page's script has tabs of its own.
      expectPlain(way == "page.html" ? text.replacing("\t", with: " ") : text, way)
    }
  }
}
