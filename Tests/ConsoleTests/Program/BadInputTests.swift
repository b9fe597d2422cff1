import Containers
import TestSupport
import TestTraits
import Testing

@testable import Console

/// Files that are damaged, or made to do harm: one message each, in little time and memory.
@Suite(.enabled(if: Program.path != nil), .waits)
struct BadInputTests {
  private let folder = TemporaryDirectory()

  /// The most memory that a refusal may take; a sanitizer's own, of the tests that start the program too, comes on top.
  private static let most = Sanitizer.environment.isEmpty ? 512 << 20 : 4 << 30

  /// What the program says of a file; it must refuse it.
  private func refusal(
    _ arguments: [String], code: Int32 = 3, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try Program.run(arguments, in: folder.path, watchesMemory: true)
    #expect(outcome.code == code, sourceLocation: sourceLocation)
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    let memory = try #require(outcome.peakMemory, sourceLocation: sourceLocation)
    #expect(memory < Self.most, sourceLocation: sourceLocation)
    #expect(outcome.processorTime < Duration.seconds(10).granted, sourceLocation: sourceLocation)
    #expect(!outcome.messages.contains("\u{1B}"), sourceLocation: sourceLocation)
    return outcome.messages
  }

  private func fixture(_ name: String) throws -> [UInt8] {
    try FileBytes(path: Repository.fixture(name)).bytes.array
  }

  // MARK: Not a model

  @Test func whatIsNoFile() throws {
    #expect(
      try refusal(["summary", "."]) == """
        kerastep: .: this folder is no model: it holds no config.json, as an unpacked .keras does
        It is empty.

        """)
    #expect(
      try refusal(["summary", "/dev/null"]) == """
        kerastep: /dev/null: expected a regular file, found a device, pipe or socket; save it as a \
        file first

        """)
    #expect(
      try refusal(["summary", "gone/model.keras"])
        == "kerastep: gone/model.keras: there is no such file\n")
    folder.write([], to: "empty.keras")
    #expect(
      try refusal(["summary", "empty.keras"]) == """
        kerastep: empty.keras: expected a file with content, found an empty file; save or download \
        it again

        """)
  }

  @Test(arguments: [
    (
      "k3.keras",
      """
      the end of the zip archive: expected an end record, found none, the file may be cut short; \
      the file is damaged: save or download it again
      """
    ),
    (
      "k3.h5",
      """
      superblock at byte 0: expected a file of % bytes, found 9000, it was cut short; \
      the file is damaged: save or download it again
      """
    ),
  ])
  func aFileCutShort(name: String, message: String) throws {
    let whole = try fixture("lstm-gates/\(name)")
    folder.write(Array(whole.prefix(9000)), to: name)
    let wanted = message.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: "\(whole.count)")
    #expect(try refusal(["summary", name]) == "kerastep: \(name): \(wanted)\n")
  }

  @Test func bracketsTenThousandDeep() throws {
    folder.write([UInt8](repeating: UInt8(ascii: "["), count: 10_000), to: "deep.json")
    #expect(
      try refusal(["summary", "deep.json"]) == """
        kerastep: deep.json: line 1, column 513: expected at most 512 nested arrays and objects, \
        found one more; refused: the file is damaged or made to do harm

        """)
    let parentheses = String(repeating: "(", count: 10_000)
    #expect(
      try refusal(["predict", "xor", parentheses], code: 2).hasPrefix("kerastep: "))
  }

  // MARK: Archives and groups

  @Test(arguments: [
    (
      "upwards.zip",
      """
      zip directory at byte 46: expected entry names that stay inside the archive, found \
      ../config.json, which leads upwards
      """
    ),
    (
      "absolute.zip",
      """
      zip directory at byte 48: expected entry names that stay inside the archive, found \
      /etc/config.json, which is absolute
      """
    ),
    (
      "bomb.zip",
      """
      zip directory at byte 71389: expected entries that unpack to at most 67108864 bytes, found \
      zeros, which exceeds them with 73400320
      """
    ),
  ])
  func anArchiveMadeToDoHarm(name: String, message: String) throws {
    let path = Repository.fixture("containers/\(name)")
    let text = "\(message); refused: the file is damaged or made to do harm\n"
    #expect(try refusal(["summary", path]) == "kerastep: \(path): \(text)")
    let keras = path + ".keras"
    #expect(try refusal(["summary", keras]).hasPrefix("kerastep: \(keras): "))
  }

  /// An address in a group's symbol table is turned to the group that holds it.
  @Test func groupsThatFormACycle() throws {
    var bytes = try fixture("lstm-gates/k2.h5")
    let root = try #require(HDF5Patch.objectHeader(ofRootIn: bytes))
    let patched = try #require(HDF5Patch.pointingGroups(at: root, in: &bytes))
    #expect(patched > 0)
    folder.write(bytes, to: "cycle.h5")
    let text = try refusal(["summary", "cycle.h5"])
    #expect(text.hasPrefix("kerastep: cycle.h5: /model_weights: expected a group of its own, "))
    #expect(text.hasSuffix("since a walk through groups that form a cycle has no end\n"))
  }

  // MARK: Architectures

  private func write(_ architecture: String, to name: String) {
    folder.write(Array(architecture.utf8), to: name)
  }

  /// A Sequential of an input (2) and one layer.
  private func sequential(_ layer: String, _ config: String, input: String = "2") -> String {
    """
    {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "m", "layers": [
      {"class_name": "InputLayer", "config": {"name": "x", "batch_input_shape": [null, \(input)]}},
      {"class_name": "\(layer)", "config": {"name": "y", \(config)}}]}}
    """
  }

  @Test func aLengthThatFillsTheMemory() throws {
    write(sequential("RepeatVector", #""n": 1000000000"#), to: "repeat.json")
    #expect(
      try refusal(["predict", "repeat.json", "zeros"]) == """
        kerastep: y (RepeatVector): x is (2): (1000000000, 2) is too large; a value may have \
        100000000 elements
          y = repeat_vector(x, 1000000000)
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        What is fed, or the file, does not fit the layer.

        """)
    let outcome = try Program.run(["summary", "repeat.json"], in: folder.path)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("cannot be computed: y (RepeatVector): "))
  }

  @Test(arguments: [
    ("Dense", #""units": 1000000000000"#, "units is 1000000000000, expected a whole number from 0"),
    ("Dense", #""units": -1"#, "units is -1, expected a whole number from 0"),
    ("Dense", #""units": 1e400"#, "units is Infinity, expected a whole number"),
    ("Embedding", #""input_dim": 1, "output_dim": 9e99"#, "output_dim is "),
    ("Reshape", #""target_shape": [1000000000, -5]"#, "2 elements do not fill (1000000000, -5)"),
    ("Permute", #""dims": [4000000000]"#, "is not an order of 1 axes"),
  ])
  func aShapeThatCannotBe(layer: String, config: String, message: String) throws {
    write(sequential(layer, config), to: "bomb.json")
    let text = try refusal(["predict", "bomb.json", "zeros"])
    #expect(text.hasPrefix("kerastep: "))
    #expect(text.contains(message), "\(text)")
  }

  @Test func anInputOfImmenseLength() throws {
    write(
      sequential("Flatten", #""data_format": "channels_last""#, input: "1000000000"), to: "x.json")
    #expect(
      try refusal(["predict", "x.json", "zeros"], code: 2) == """
        kerastep: (1000000000) is too large; an expression may have 40000000 elements
          zeros
          ^^^^^

        """)
  }

  @Test func layersThatReadEachOther() throws {
    func flatten(_ name: String, reading source: String) -> String {
      """
      {"class_name": "Flatten", "name": "\(name)", "config": {"name": "\(name)"},
        "inbound_nodes": [[["\(source)", 0, 0, {}]]]}
      """
    }
    write(
      """
      {"class_name": "Functional", "keras_version": "2.15.0", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "name": "x", "config": {"name": "x",
          "batch_input_shape": [null, 2]}, "inbound_nodes": []},
        \(flatten("a", reading: "c")), \(flatten("b", reading: "a")), \(flatten("c", reading: "b"))],
        "input_layers": [["x", 0, 0]], "output_layers": [["c", 0, 0]]}}
      """, to: "circle.json")
    #expect(
      try refusal(["summary", "circle.json"]) == """
        kerastep: circle.json: the model m: layers read each other in a circle: a → b → c → a
        Keras is not known to write it so: the file was changed or damaged, or it is a gap in \
        kerastep, which is worth a report if Keras opens the file.

        """)
  }

  @Test func weightsOfAnotherShape() throws {
    let json = Repository.fixture("xor-relu/k2.json")
    let weights = Repository.fixture("lstm-gates/k2.weights.h5")
    #expect(
      try refusal(["predict", json, "zeros", "--weights", weights]) == """
        kerastep: dense (Dense): its kernel in the file is (8, 2), but the layer needs (2, 4)
        The weights belong to another architecture or input shape; shapes are never changed.

        """)
  }

  @Test func codeIsNeverRun() throws {
    write(sequential("Lambda", #""function": ["4wEAAAA=", null, null]"#), to: "lambda.json")
    #expect(
      try refusal(["predict", "lambda.json", "zeros"]) == """
        kerastep: y (Lambda): a Lambda holds code in the model file, which is never run
        Type what it computes of its input x, as in layer y = x * 2; or \
        give its output: feed … y=FILE.

        """)
  }

  // MARK: Text

  @Test func escapesInNamesNeverReachTheTerminal() throws {
    let model = Repository.fixture("graphs/odd-names/k3.keras")
    let outcome = try Program.run(
      [
        model, "--batch", "--color", "always", "-e", "summary", "-e", "feed ones", "-e", "list all",
        "-e", "continue", "-e", "info weights", "-e", "where", "-e", "goto 7", "-e", "up", "-e",
        "info values", "-e", "goto 99",
      ])
    #expect(outcome.output.contains("\\x1b[31mred\\x1b[0m\\x0a"))
    #expect(!(outcome.output + outcome.messages).contains("\u{1B}[31mred"))
    #expect(!(outcome.output + outcome.messages).contains("\t"))
    let name = "a\u{1B}]0;title\u{7}b.keras"
    folder.write(Array("no model".utf8), to: name)
    let text = try refusal(["summary", name])
    #expect(
      text.hasPrefix("kerastep: a\\x1b]0;title\\x07b.keras: this is no file that Keras saves\n"))
  }

  @Test(arguments: [
    "zeros(1000000, 1000000)", "arange(1e12)", "random(100000000000)",
    "ones(2).reshape(99999999999)",
    "1e999", "[[[[[[[[[[", "zeros(-1)", "x", "", "[1, 2", "{\"a\": 1}", "\u{0}",
  ])
  func inputsThatAreNone(input: String) throws {
    let text = try refusal(["predict", "xor", input], code: 2)
    #expect(text.hasPrefix("kerastep: ") && text.split(separator: "\n").count <= 4, "\(text)")
  }

  // MARK: At the prompt

  @Test func aRefusedFileLeavesTheSessionAlone() throws {
    folder.write(Array("[".utf8), to: "bad.json")
    let outcome = try Program.run(
      [], input: "feed [0, 1]\nstep\nopen bad.json\nstep\n", in: folder.path)
    // A script ends at it; nothing before it is undone.
    #expect(outcome.code == 3)
    #expect(outcome.messages.hasPrefix("standard input:3: bad.json: "))
    #expect(outcome.output.contains("tick 1 of 4"))
  }
}

/// Changes to the structures of an HDF5 file with symbol tables.
private enum HDF5Patch {
  /// The address of the root group's object header, out of a version 0 superblock.
  static func objectHeader(ofRootIn bytes: [UInt8]) -> UInt64? {
    guard bytes.count > 80, bytes[8] == 0 else { return nil }
    return number(at: 24 + 4 * 8 + 8, in: bytes)
  }

  /// Makes every entry of every symbol table node speak of one object; how many nodes there were.
  static func pointingGroups(at address: UInt64, in bytes: inout [UInt8]) -> Int? {
    let signature = Array("SNOD".utf8)
    var count = 0
    for start in bytes.indices.dropLast(48) where bytes[start..<start + 4].elementsEqual(signature)
    {
      let entries = Int(bytes[start + 6]) + Int(bytes[start + 7]) << 8
      for entry in 0..<entries {
        let place = start + 8 + entry * 40 + 8
        guard place + 8 <= bytes.count else { return nil }
        for byte in 0..<8 { bytes[place + byte] = UInt8(truncatingIfNeeded: address >> (8 * byte)) }
      }
      count += 1
    }
    return count
  }

  private static func number(at place: Int, in bytes: [UInt8]) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
  }
}
