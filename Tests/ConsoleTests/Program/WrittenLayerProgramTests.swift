import Containers
import TestSupport
import TestTraits
import Testing

@testable import Console

/// `--layer` in every subcommand, and what is kept beside a model.
@Suite(.enabled(if: Program.path != nil), .waits)
struct WrittenLayerProgramTests {
  private let folder = TemporaryDirectory()
  private let model = Repository.fixture("written/scaled/k3.keras")
  private let golden = Repository.fixture("written/scaled/k3.golden.npz")
  private let lambda = ["--layer", "lambda_1 = x / 127.5 - 1"]
  private let file = ["--layer", Repository.fixture("written/scaled/scale.eq")]

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(arguments, in: folder.path)
  }

  @Test func everySubcommandTakesIt() throws {
    for layer in [lambda, file] {
      let predicted = try run(["predict", model, "[1, 2, 3]"] + layer)
      #expect(predicted.code == 0 && predicted.output.hasPrefix("out (2) = ["))
      let check = try run(["check", model, golden, "--layers"] + layer)
      #expect(check.code == 0, "\(check.output)")
      #expect(try run(["trace", model, "[1, 2, 3]", "-o", "t.npz"] + layer).code == 0)
      #expect(try run(["export", model, "--to", "numpy", "-o", "m.py"] + layer).code == 0)
      #expect(try run(["summary", model] + layer).output.contains("Lambda, as given"))
      let diagnosed = try run(
        ["diagnose", model, "\(golden):x0", "--got", "\(golden):y0"] + layer)
      #expect(diagnosed.code == 0 && diagnosed.output.contains("right"), "\(diagnosed.output)")
    }
  }

  @Test func withoutItAGoldenFileGivesTheOutput() throws {
    let check = try run(["check", model, golden])
    #expect(check.code == 0)
    #expect(check.output.contains("lambda_1: given by the file, not computed"))
    #expect(try run(["predict", model, golden]).code == 0)
    let exported = try run(["export", model, "--to", "c", "--input", golden])
    #expect(exported.code == 2)
    #expect(exported.messages.contains("the output of lambda_1 is given"))
  }

  @Test func whatIsWrongIsSaid() throws {
    let unknown = try run(["predict", model, "[1, 2, 3]", "--layer", "lambda_2 = x"])
    #expect(unknown.code == 2)
    #expect(unknown.messages == "kerastep: no layer is called lambda_2\nDid you mean lambda_1?\n")
    let wrong = try run(["predict", model, "[1, 2, 3]", "--layer", "lambda_1 = x +"])
    #expect(
      wrong.messages == """
        kerastep: expected a value at the end
          lambda_1 = x +
                        ^

        """)
    folder.write(Array("layer lambda_1\ny = q\n".utf8), to: "my.eq")
    let file = try run(["predict", model, "[1, 2, 3]", "--layer", "my.eq"])
    #expect(file.code == 3)
    #expect(
      file.messages.contains("my.eq:2: there is no q\n  y = q\n      ^\n"), "\(file.messages)")
  }

  @Test func whatIsKeptIsReadAndSaid() throws {
    folder.write(try FileBytes(path: model).bytes.array, to: "own.keras")
    let keeping = try run([
      "own.keras", "--batch", "-e", "layer lambda_1 = x / 127.5 - 1 --save", "-e", "feed [1, 2, 3]",
      "-e", "save session walk.kst",
    ])
    #expect(keeping.code == 0, "\(keeping.messages)")
    #expect(folder.text("own.eq").hasSuffix("\nlayer lambda_1 = x / 127.5 - 1\n"))
    #expect(folder.text("walk.kst").contains("\nlayer lambda_1 = x / 127.5 - 1\n"))
    let note = "note: what lambda_1 computes is read from own.eq, which stands beside the model"
    let summary = try run(["summary", "own.keras"])
    #expect(summary.output.contains(note))
    let predicted = try run(["predict", "own.keras", "[1, 2, 3]"])
    #expect(predicted.code == 0 && predicted.messages.contains(note), "\(predicted.messages)")
    let loaded = try run(["xor", "--batch", "-e", "load session walk.kst", "-e", "continue"])
    #expect(loaded.code == 0 && loaded.output.contains("the end: out = "), "\(loaded.messages)")
    // A file that is spoilt does not keep the model from opening.
    folder.write(Array("nonsense".utf8), to: "own.eq")
    let spoilt = try run(["summary", "own.keras"])
    #expect(spoilt.code == 0)
    #expect(spoilt.output.contains("own.eq, which stands beside the model, is passed over"))
  }
}
