import Containers
import Tensors
import TestSupport
import TestTraits
import Testing

@testable import Console

/// The command line is a contract: exit codes, data on standard output, messages on standard error.
@Suite(.enabled(if: Program.path != nil), .waits)
struct CommandLineTests {
  private let folder = TemporaryDirectory()
  private let twoInputs = "Tests/Fixtures/graphs/two-in-two-out/k3.keras"

  // MARK: A time limit

  @Test func whatTakesLongerThanItsTimeEnds() throws {
    let outcome = try Program.run([
      "--timeout", "0.3", "--batch", "-e", "p ones(30000000)[:]", "-e", "p 1 + 1",
    ])
    #expect(outcome.code == 124)
    #expect(outcome.messages.contains("kerastep: the time limit is over"))
    #expect(!outcome.output.contains("$2"))
  }

  @Test func aTimeThatIsEnoughChangesNothing() throws {
    let plain = try Program.run(["predict", "xor", "[0, 1]", "--timeout", "60"])
    #expect(plain.code == 0)
    #expect(plain.output == "dense_1 (1) = [0.99843341]\n")
    #expect(try Program.run(["predict", "xor", "[0, 1]", "--timeout", "0"]).code == 2)
  }

  // MARK: Where lines come from

  /// Lines of a pipe are run with --batch as without, and never passed over.
  @Test func batchRunsTheLinesOfAPipe() throws {
    let outcome = try Program.run(["--batch"], input: "feed [0, 1]\ncontinue\n")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("the end: dense_1 = [0.9984]\n"))
    #expect(try Program.run(["--batch"], input: "nonsense\n").code == 2)
    let fed = try Program.run(["--batch", "--input", "[0, 1]"], input: "continue\n")
    #expect(fed.output.contains("the end: dense_1 = [0.9984]\n"))
    // What -e says is all there is to do.
    let given = try Program.run(["--batch", "-e", "p 40 + 2"], input: "p 1 + 1\n")
    #expect(given.output == "$1 = 42\n")
  }

  /// Scripts are run one after the other, behind the commands; quit ends them all.
  @Test func scriptsAreRunInTheirOrder() throws {
    folder.write(Array("p 1\n".utf8), to: "a.kst")
    folder.write(Array("p 2\nquit\n".utf8), to: "b.kst")
    let files = ["-x", "a.kst", "-x", "b.kst", "-x", "a.kst"]
    let both = try Program.run(["--batch"] + files + ["-e", "p 0"], in: folder.path)
    #expect(both.output == "$1 = 0\n$2 = 1\n$3 = 2\n" && both.code == 0)
    let none = try Program.run(
      ["--batch", "-e", "p 0", "-e", "quit", "-e", "p 9"] + files, in: folder.path)
    #expect(none.output == "$1 = 0\n" && none.code == 0)
    let open = try Program.run(["--batch", "-e", "define x", "-e", "step"])
    #expect(open.code == 2 && open.messages.contains("define x: the end is missing"))
    let twice = try Program.run(["--batch", "--input", "1", "--input", "2"])
    #expect(twice.code == 2 && twice.messages.contains("--input is given 2 times"))
  }

  // MARK: What it ends with

  @Test(arguments: [
    (["summary", "xor"], Int32(0), "17 parameters in 3 layers"),
    (["predict", "xor", "[0, 1]"], 0, "dense_1 (1) = [0.99843341]\n"),
    (["predict", "xor", "[[0, 1], [1, 1]]"], 0, "dense_1 (2, 1) = "),
    (["--batch", "-e", "feed [0, 1]", "-e", "continue"], 0, "the end: dense_1 = [0.9984]\n"),
    (["xor", "--batch", "--input", "[0, 1]", "-e", "step"], 0, "tick 1 of 4\n"),
    (
      ["lstm", "--batch", "--input", "ones", "-e", "until lstm@1.f", "-e", "p f[0]"], 0,
      "$1 = 0.911"
    ),
    (["--batch", "-e", "feed [0, 1]", "-e", "expect 0.998"], 0, "agrees"),
    (["--batch", "--ascii", "-e", "feed [0, 1]", "-e", "list"], 0, "z = x @ W + b"),
    (["export", "xor", "--to", "markdown"], 0, "## dense: Dense(4, relu)\n"),
    (["export", "lstm", "--to", "c", "--input", "zeros"], 0, "C = f * C_prev + i * g: cell state"),
    (["export", "lstm", "--to", "latex", "--numbers"], 0, "\\begin{bmatrix}"),
    (
      ["export", "xor-untrained", "--to", "c", "--training"], 0,
      "float xor_untrained_train_step(const float *input_layer, const float *y, int samples);"
    ),
    (
      ["export", "xor-untrained", "--to", "markdown", "--training"], 0,
      "W' &= W - \\frac{m_{W}' \\odot \\alpha}"
    ),
    (
      [
        "export", "lstm", "--to", "latex", "--input", "ones", "--target", "[0, 1]", "--loss", "mse",
      ],
      0, "For $t = 2, \\dots, 0$, back through time:"
    ),
    (["--help"], 0, "USAGE: kerastep"),
    (["help", "predict"], 0, "USAGE: kerastep predict"),
    (["check", "--help"], 0, "USAGE: kerastep check"),
    (["diagnose", "xor", "[0, 1]", "--got", "0.9984"], 0, "right: output agrees"),
    (["diagnose", "xor", "[0, 1]", "--got", "6.4573"], 0, "D03: the output activation forgotten"),
    (
      ["diagnose", "xor", "[0, 1]", "--at", "dense.a", "--got", "[-0.22, -2.36, 0, 3.19]"], 0,
      "yours  a = z"
    ),
    (
      ["diagnose", "xor", "[0, 1]", "--got", "6.4573", "--json"], 0,
      #"{"verdict":"mistake","candidates":[{"id":"D03","title":"the output activation forgotten""#
    ),
    (
      ["diagnose", "lstm", "ones", "--got", "[1, 2, 3]"], 1,
      "output is (2), but what is given is (3)\n"
    ),
    (
      ["diagnose", "xor", "[[0, 1], [1, 1]]", "--got", "[1, 2, 3]"], 1,
      "output is (2, 1), but what is given is (3)\n"
    ),
  ])
  func whatIsAskedForIsData(arguments: [String], code: Int32, output: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == code)
    #expect(outcome.messages == "")
    #expect(outcome.output.contains(output), "\(outcome.output)")
    #expect(outcome.output.hasSuffix("\n"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test(arguments: [
    (["--batch", "-e", "feed [0, 1]", "-e", "expect 0.5"], Int32(1), "dense_1 differs: "),
    (
      ["predict", "xor", "[0, 1, 2]"], 2,
      "kerastep: input_layer takes (2), but what is fed is (3)\n"
    ),
    (
      ["diagnose", "xor", "[0, 1]", "--got", "mine.py"], 2,
      "kerastep: mine.py is a program: no code of yours is run or read\n"
    ),
    (
      ["diagnose", "xor", "[0, 1]", "--got", "1", "--at", "nowhere"], 2, "there is no nowhere here"
    ),
    (["diagnose", "xor", "[0, 1]"], 2, "Error: Missing expected argument '--got"),
    (["diagnose", "xor", "[0, 1]", "--got", "nowhere.npy"], 3, "kerastep: nowhere.npy: "),
    (["predict", "xor", "[0, 1"], 2, "kerastep: expected ] at the end\n  [0, 1\n       ^\n"),
    (["predict", "xor"], 2, "Error: Missing expected argument '<input> ...'"),
    (["predict", "xor", "[0, 1]", "-o", "out.txt"], 2, "out.txt: the ending must be "),
    (
      ["trace", "xor", "[0, 1]", "-o", "out.npy"], 2,
      "out.npy: the ending must be .npz, .json or .html"
    ),
    (["trace", "xor", "[0, 1]"], 2, "Error: Missing expected argument"),
    (["export", "xor"], 2, "Error: Missing expected argument '--to <target>'"),
    (
      ["export", "Tests/Fixtures/xor-relu/k2.keras", "--to", "c", "--training"], 2,
      "sequential was saved without a loss\nSay which one counts: --loss mean_squared_error, say.\n"
    ),
    (
      ["export", "Tests/Fixtures/xor-relu/k2.keras", "--to", "c", "--training", "--loss", "mse"], 2,
      "sequential was saved without an optimizer\nSay which one changes the weights: --optimizer 'adam(lr=0.001)', say.\n"
    ),
    (
      ["export", "xor-untrained", "--to", "c", "--loss", "mse"], 2,
      "--loss is for a step of training\n--training exports one\n"
    ),
    (
      ["export", "xor-untrained", "--to", "c", "--target", "1"], 2, "--target is of an input\n"
    ),
    (
      [
        "export", "xor-untrained", "--to", "c", "--input", "[0, 1]", "--target", "1",
      ], 2, "a target is for a step of training\n"
    ),
    (["export", "xor", "--to", "numpi"], 2, "numpi is nothing to export to\nDid you mean numpy?"),
    (["export", "xor", "--to", "numpy"], 2, "needs a file\nName one, such as model.py.\n"),
    (["export", "xor", "--to", "c", "--numbers"], 2, "c has no numbers beside its equations\n"),
    (["export", "xor", "--to", "c", "--timesteps", "0"], 2, "--timesteps 0 is no length\n"),
    (
      ["export", "xor", "--to", "c", "--timesteps", "5"], 2,
      "--timesteps is for a length that a model leaves open, and xor leaves none open\n"
    ),
    (
      ["trace", "xor", "[0, 1]", "-o", "out.npz", "--loss", "mse"], 2,
      "Error: --loss compares the outputs with what they are to be: --target VALUE says that\n"
    ),
    (
      [
        "check", "xor", "Tests/Fixtures/xor-relu/golden.npz", "--loss", "mse",
      ], 2, "--loss is of steps of training, and Tests/Fixtures/xor-relu/golden.npz holds none\n"
    ),
    (
      ["--batch", "-e", "info layers foo"], 2, "info layers takes no further word, and foo is one\n"
    ),
    (["export", "xor", "--to", "c", "-o", "/nowhere/xor.c"], 3, "/nowhere/xor.c: "),
    (
      ["export", "Tests/Fixtures/graphs/not-lowered/k3.keras", "--to", "c"], 3,
      "kerastep: nothing is exported, for the model cannot be computed to its end\nnot supported: "
    ),
    (["--batch", "-e", "steb"], 2, "there is no command or value steb\nDid you mean step?\n"),
    (["--color", "maybe"], 2, "provide one of 'auto', 'always' or 'never'"),
    (["--frobnicate"], 2, "Error: Unknown option '--frobnicate'"),
    (
      ["summary", "Tests/Fixtures/xor-relu/k2.json", "--keras-version", "x"], 2,
      "no version of Keras"
    ),
    (
      ["predikt", "xor"], 2,
      "kerastep: there is no subcommand predikt\nDid you mean kerastep predict?\n"
    ),
    (["lesson", "chek", "x.md"], 2, "Did you mean kerastep lesson check?\n"),
    (["diagnos", "xor", "[0, 1]", "--got", "1"], 2, "Did you mean kerastep diagnose?\n"),
    (["sumary"], 3, "kerastep: sumary: there is no such file\nDid you mean kerastep summary?\n"),
    (["lsmt"], 3, "kerastep: lsmt: there is no such file\nDid you mean lstm?\n"),
    (["xor", "predict"], 2, "Error: Unexpected argument 'predict'"),
    (
      ["xor", "x.npy"], 2,
      "kerastep: x.npy stands where no input is expected\nDid you mean kerastep xor --input 'x.npy'?"
    ),
    (
      ["xor", "[0, 1]"], 2,
      "kerastep: [0, 1] stands where no input is expected\nDid you mean kerastep xor --input '[0, 1]'?"
    ),
    (["summary", "lsmt"], 3, "kerastep: lsmt: there is no such file\nDid you mean lstm?\n"),
    (["summary", "Tests"], 3, "kerastep: Tests: this folder is no model: "),
    (["nowhere/model.keras"], 3, "kerastep: nowhere/model.keras: "),
    (["predict", "xor", "nowhere.npy"], 3, "kerastep: nowhere.npy: "),
    (
      ["-x", "nowhere.kst"], 3,
      "kerastep: nowhere.kst: there is no such file\n"
    ),
    (["check", "xor", "nowhere.npz"], 3, "kerastep: nowhere.npz: "),
    (["check", "xor", "README.md"], 3, "kerastep: README.md: "),
    (
      ["predict", "Tests/Fixtures/graphs/not-lowered/k3.keras", "zeros"], 3,
      "kerastep: einsum (LaterDense): "
    ),
  ])
  func whatGoesWrongIsAMessage(arguments: [String], code: Int32, message: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == code)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.messages.hasSuffix("\n"))
    #expect(!outcome.output.contains("differs"))
  }

  /// A file is opened, whatever subcommand its name is near.
  @Test func aFileIsNoSlip() throws {
    let model = try FileBytes(path: Repository.fixture("xor-relu/k3.keras")).bytes.array
    folder.write(model, to: "chek")
    let outcome = try Program.run(["chek", "--batch", "-e", "feed [0, 1]"], in: folder.path)
    #expect(outcome.code == 0 && outcome.messages == "")
  }

  @Test(arguments: [
    "", "debug", "summary", "predict", "train", "trace", "check", "diagnose", "export",
    "convert", "lesson",
    "lesson play", "lesson check", "lesson new",
  ])
  func helpFitsATerminal(subcommand: String) throws {
    let words = subcommand.split(separator: " ").map(String.init)
    let outcome = try Program.run(words + ["--help"])
    #expect(outcome.code == 0 && outcome.messages == "")
    #expect(outcome.output.contains("USAGE: kerastep"))
    for line in outcome.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func aScriptFailsAtItsLine() throws {
    folder.write(Array("# xor\nfeed [0, 1]\n\nexpect 0.5\nstep\n".utf8), to: "no.kst")
    folder.write(Array("feed [0, 1]\nfrob\n".utf8), to: "bad.kst")
    folder.write(Array("source no.kst\n".utf8), to: "outer.kst")
    let no = try Program.run(["-x", "no.kst"], in: folder.path)
    #expect(no.code == 1)
    #expect(no.messages.hasPrefix("no.kst:4: dense_1 differs: "))
    #expect(no.output == "fed input_layer (2): 4 equations to step through\n")
    let bad = try Program.run(["-x", "bad.kst"], in: folder.path)
    #expect(bad.code == 2)
    #expect(bad.messages.hasPrefix("bad.kst:2: there is no command or value frob\n"))
    let outer = try Program.run(["-x", "outer.kst"], in: folder.path)
    #expect(outer.code == 1)
    #expect(outer.messages == no.messages)
  }

  @Test func aPipeIsAScript() throws {
    let good = try Program.run([], input: "feed [0, 1]\ncontinue\noutput")
    #expect(good.code == 0)
    #expect(good.messages == "")
    #expect(good.output.hasSuffix("the end: dense_1 = [0.9984]\ndense_1 (1) = [0.9984334]\n"))
    let bad = try Program.run(["lstm"], input: "feed ones\nfrob\nstep\n")
    #expect(bad.code == 2)
    #expect(bad.messages.hasPrefix("standard input:2: there is no command or value frob\n"))
    #expect(!bad.output.contains("tick"))
    let quits = try Program.run([], input: "quit\nfrob\n")
    #expect(quits.code == 0 && quits.messages == "")
  }

  @Test func aReaderThatHasGoneEndsItQuietly() throws {
    let program = try #require(Program.path)
    let outcome = try Program.run(
      ["-c", "\"$0\" lstm --batch --input ones -e 'list all' -e 'step 20' | head -n 1", program],
      program: "/bin/sh")
    #expect(outcome.output == "fed input_layer (3, 2): 23 equations to step through\n")
    #expect(outcome.messages == "")
  }

  @Test func theWalkThatComesWithItRuns() throws {
    let outcome = try Program.run(["--batch", "-e", "source xor"])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("(kerastep) step\n"))
    #expect(outcome.output.hasSuffix("dense_1 agrees: largest difference 4.17e-07\n"))
  }

  // MARK: Inputs

  @Test func inputsComeFromFilesOfEveryKind() throws {
    folder.write(Array("0,1\n1,1\n".utf8), to: "x.csv")
    folder.write(Array("[[0, 1], [1, 1]]".utf8), to: "x.json")
    let golden = Repository.fixture("xor-relu/golden.npz")
    let npy = try Npz(try FileBytes(path: golden).bytes, name: golden).array("x0")
    let copy = NamedArray(
      name: "", shape: npy.shape, element: npy.element, bytes: try npy.bytes())
    try FileBytes.write(try Npy.write(copy), to: folder.path + "/x.npy")
    let literal = try Program.run(["predict", "xor", "[[0, 1], [1, 1]]"])
    for name in ["x.csv", "x.json"] {
      let outcome = try Program.run(["predict", "xor", name], in: folder.path)
      #expect(outcome.output == literal.output)
      #expect(outcome.code == 0)
    }
    let whole = try Program.run(["predict", "xor", golden])
    #expect(whole.code == 0)
    #expect(whole.output.hasPrefix("dense_1 (4, 1) = "))
    #expect(try Program.run(["predict", "xor", golden + ":x0"]).output == whole.output)
    #expect(try Program.run(["predict", "xor", "x.npy"], in: folder.path).output == whole.output)
    let missing = try Program.run(["predict", "xor", golden + ":x7"])
    #expect(missing.code == 2)
    #expect(missing.messages.contains("holds no array x7\nIt holds: x0, y0, dense, dense_1\n"))
  }

  @Test func severalInputsAreGivenByName() throws {
    let outcome = try Program.run(["predict", twoInputs, "left=[1, 2, 3]", "right=[0, 1]"])
    #expect(outcome.code == 0)
    #expect(outcome.output.hasPrefix("score (1) = [0.3556262"))
    #expect(outcome.output.contains("\nkind (3) = [0.02399107 "))
    let together = try Program.run(["predict", twoInputs, "right=[0, 1] left=[1, 2, 3]"])
    #expect(together.output == outcome.output)
    let golden = try Program.run(
      ["predict", twoInputs, "Tests/Fixtures/graphs/two-in-two-out/golden.npz"])
    #expect(golden.output.contains("score (5, 1) = "))
    let missing = try Program.run(["predict", twoInputs, "left=zeros"])
    #expect(missing.code == 2)
    #expect(missing.messages.contains("right (2) is missing"))
  }

  // MARK: Written files

  /// An array of a file, by NumPy's rules of the file's kind.
  private func array(_ file: String, _ name: String) throws -> StoredArray {
    try Npz(try FileBytes(path: "\(folder.path)/\(file)").bytes, name: file).array(name)
  }

  private func floats(_ array: StoredArray) throws -> [Float] {
    #expect(array.element == .float32)
    return try array.bytes().withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }

  @Test func whatIsPredictedCanBeReadBack() throws {
    for name in ["y.npz", "y.npy", "y.json"] {
      let outcome = try Program.run(["predict", "lstm", "ones", "-o", name], in: folder.path)
      #expect(outcome.code == 0)
      #expect(outcome.output == "" && outcome.messages == "")
    }
    let npz = try array("y.npz", "y0")
    #expect(npz.shape == [2])
    let numbers = try floats(npz)
    #expect(abs(numbers.reduce(0, +) - 1) < 1e-6)
    let npy = try Npy.read(try FileBytes(path: folder.path + "/y.npy").bytes, name: "", file: "y")
    #expect(try floats(npy) == numbers)
    let json = try JSON(
      parsing: try FileBytes(path: folder.path + "/y.json").bytes, file: "y.json")
    #expect(json["dense"]?.arrayValue?.compactMap(\.doubleValue).map(Float.init) == numbers)
    // Nothing is left of the way there.
    #expect(
      try Program.run(["-A", folder.path], program: "/bin/ls").output == "y.json\ny.npy\ny.npz\n")
  }

  @Test func aBatchOfOutputsKeepsItsAxis() throws {
    _ = try Program.run(
      ["predict", twoInputs, "Tests/Fixtures/graphs/two-in-two-out/golden.npz", "-o", "y.npz"]
        .map { $0.hasPrefix("Tests") ? "\(Repository.path)/\($0)" : $0 }, in: folder.path)
    #expect(try array("y.npz", "y0").shape == [5, 1])
    #expect(try array("y.npz", "y1").shape == [5, 3])
  }

  @Test func aTraceIsNamedByLayerAndEquation() throws {
    let one = try Program.run(["trace", "lstm", "ones", "-o", "one.npz"], in: folder.path)
    #expect(one.code == 0)
    #expect(one.output == "")
    #expect(one.messages == "9 arrays written to one.npz\n")
    let file = try Npz(try FileBytes(path: folder.path + "/one.npz").bytes, name: "one.npz")
    #expect(
      file.names == ["z", "i", "f", "g", "o", "C", "h"].map { "lstm." + $0 } + [
        "dense.z", "dense.a",
      ])
    #expect(try file.array("lstm.z").shape == [3, 32])
    #expect(try file.array("lstm.f").shape == [3, 8])
    #expect(try file.array("dense.a").shape == [2])
    _ = try Program.run(["trace", "lstm", "ones(5, 3, 2)", "-o", "all.npz"], in: folder.path)
    #expect(try array("all.npz", "lstm.f").shape == [5, 3, 8])
    #expect(try array("all.npz", "dense.a").shape == [5, 2])
    // Equal samples have equal values, and those of one sample by itself.
    let values = try floats(try array("all.npz", "lstm.C"))
    #expect(zip(values.prefix(24), values.suffix(24)).allSatisfy { abs($0 - $1) < 1e-6 })
    let alone = try floats(try file.array("lstm.C"))
    #expect(zip(alone, values).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func aTraceIsAPage() throws {
    let outcome = try Program.run(["trace", "lstm", "ones", "-o", "t.html"], in: folder.path)
    #expect(outcome.code == 0)
    #expect(outcome.output == "" && outcome.messages == "the page is written to t.html\n")
    let page = folder.text("t.html")
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(page.utf8.count < 2_000_000)
    let model = Repository.fixture("graphs/not-lowered/k3.keras")
    let early = try Program.run(["trace", model, "ones", "-o", "e.html"], in: folder.path)
    #expect(early.code == 3)
    #expect(early.messages.contains("the trace ends before einsum (LaterDense): "))
    #expect(folder.text("e.html").contains("The page ends before einsum (LaterDense): "))
  }

  @Test func aTraceEndsBeforeWhatCannotBeComputed() throws {
    let model = Repository.fixture("graphs/not-lowered/k3.keras")
    let outcome = try Program.run(["trace", model, "ones", "-o", "t.npz"], in: folder.path)
    #expect(outcome.code == 3)
    #expect(
      outcome.messages.contains(
        "7 arrays written to t.npz\nthe trace ends before einsum (LaterDense): "))
    #expect(try array("t.npz", "concatenate.y").shape == [6, 3])
  }

  // MARK: Check

  private static let folders = [
    "lstm-gates", "lstm-hard-sigmoid", "lstm-masked", "mlp-relu", "rnn-masked",
    "xor-activation-layers", "xor-published", "xor-relu",
  ]

  /// Each container of a folder, with the weights that it needs.
  private func containers(of folder: String) -> [[String]] {
    let files = Repository.files(in: "Tests/Fixtures/\(folder)", ending: "")
    let whole = files.filter { name in
      ["k1.h5", "k2.h5", "k2.keras", "k3.keras", "k3.h5"].contains(name)
    }
    let weights = files.filter { $0.contains("weights") && $0.hasSuffix(".h5") }
    return whole.map { [$0] }
      + weights.compactMap { name in
        let json = "\(name.prefix(2)).json"
        // The JSON of Keras 3 does not say which version wrote it.
        let version = json == "k3.json" ? ["--keras-version", "3"] : []
        return files.contains(json) ? [json, "--weights", name] + version : nil
      }
  }

  @Test(arguments: folders)
  func everyContainerAgreesWithKeras(folder: String) throws {
    let path = Repository.fixture(folder)
    let models = containers(of: folder)
    #expect(models.count >= 6)
    for model in models {
      let tag = model[0].prefix(2)
      let own = "\(tag)_golden.npz"
      let files = Repository.files(in: "Tests/Fixtures/\(folder)", ending: own)
      let outcome = try Program.run(
        ["check"] + model.prefix(1) + [files.first ?? "golden.npz", "--layers"]
          + model.dropFirst(), in: path)
      #expect(outcome.code == 0, "\(folder) \(model): \(outcome.output)\(outcome.messages)")
      #expect(outcome.messages == "")
    }
  }

  @Test(arguments: [
    ["ethnicolr_wiki_name.h5", "ethnicolr_wiki_name.npz"],
    ["sleepecg059_ws_gru_mesa.keras", "sleepecg059_ws_gru_mesa.npz"],
    ["mmsplice_Donor.h5", "mmsplice_Donor.npz"],
    ["chars2vec_eng_50.json", "chars2vec_eng_50.npz", "--weights", "chars2vec_eng_50.h5"],
  ])
  func publishedModelsAgreeWithKeras(arguments: [String]) throws {
    let outcome = try Program.run(["check"] + arguments, in: Repository.fixture("wild"))
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.messages)")
  }

  @Test func aMismatchIsTheAnswerNo() throws {
    let published = Repository.fixture("xor-published/k3.keras")
    let golden = Repository.fixture("xor-relu/golden.npz")
    let outcome = try Program.run(["check", published, golden, "--layers"])
    #expect(outcome.code == 1)
    #expect(outcome.messages == "")
    #expect(outcome.output.split(separator: "\n").count >= 2)
    let loose = try Program.run(["check", published, golden, "--atol", "10"])
    #expect(loose.code == 0)
  }

  @Test(arguments: [("xor-relu", Int32(0)), ("xor-published", 1)])
  func jsonParses(folder: String, code: Int32) throws {
    let model = Repository.fixture("\(folder)/k3.keras")
    let golden = Repository.fixture("xor-relu/golden.npz")
    let outcome = try Program.run(["check", model, golden, "--json", "--layers"])
    #expect(outcome.code == code)
    let json = try JSON(parsing: outcome.output, file: "check")
    let arrays = try #require(json["arrays"]?.arrayValue)
    let names = arrays.compactMap { $0["name"]?.stringValue }
    #expect(names.contains("y0"))
    #expect(json["ok"]?.boolValue == (code == 0))
    #expect(arrays.allSatisfy { $0["ok"]?.boolValue != nil })
    #expect(outcome.output.split(separator: "\n").count == 1)
  }

  // MARK: Where it stands

  @Test func bundledModelsAreFoundFromAnywhere() throws {
    for name in Bundled.names {
      let outcome = try Program.run(["summary", name], in: "/")
      #expect(outcome.code == 0, "\(outcome.messages)")
      #expect(outcome.output.hasPrefix("\(name)  "))
    }
    // A file of the name in the folder does not come in between.
    folder.write([], to: "xor")
    #expect(try Program.run(["summary", "xor"], in: folder.path).code == 0)
    #expect(try Program.run(["summary", "./xor"], in: folder.path).code == 3)
  }

  @Test func anInstalledProgramFindsItsModels() throws {
    let program = try #require(Program.path)
    let resources = "\(Repository.path)/Sources/Console/Resources"
    let made = try Program.run(
      [
        "-c",
        """
        mkdir -p bin share/kerastep && cp "$0" bin/kerastep && cp -r "$1/models" "$1/walks" share/kerastep
        ln -s ../bin/kerastep bin/link
        """, program, resources,
      ], in: folder.path, program: "/bin/sh")
    #expect(made.code == 0)
    for name in ["kerastep", "link"] {
      let outcome = try Program.run(
        ["--batch", "-e", "samples", "-e", "source xor"], in: "/",
        program: "\(folder.path)/bin/\(name)")
      #expect(outcome.code == 0, "\(outcome.messages)")
      #expect(outcome.output.hasPrefix("4 samples with targets in xor.samples.npz"))
    }
  }

  /// A copy of the program alone says what it lacks, and not that there is nothing of that name.
  @Test func aCopyWithoutItsModelsSaysSo() throws {
    let program = try #require(Program.path)
    let made = try Program.run(
      ["-c", "mkdir bin && cp \"$0\" bin && pwd -P", program], in: folder.path, program: "/bin/sh")
    let place = made.output.trimmed
    for (words, name) in [([], "xor"), (["lesson", "1"], "xor-by-hand")] {
      let outcome = try Program.run(words, in: folder.path, program: "\(folder.path)/bin/kerastep")
      #expect(outcome.code == 3)
      #expect(
        outcome.messages == """
          kerastep: \(name): it comes with the program, but not with this copy of it
          Its files belong in \(place)/share/kerastep; make install puts them there.

          """)
    }
  }

  @Test func nothingOfTheCurrentFolderIsRun() throws {
    folder.write(Array("quit\n".utf8), to: ".kerastep")
    folder.write(Array("quit\n".utf8), to: ".kerasteprc")
    let outcome = try Program.run([], input: "feed [0, 1]\n", in: folder.path)
    #expect(outcome.output == "fed input_layer (2): 4 equations to step through\n")
  }
}
