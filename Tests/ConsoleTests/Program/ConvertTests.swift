import Containers
import Models
import Terminal
import TestSupport
import TestTraits
import Testing

/// `kerastep convert`, as it is typed in a shell.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ConvertTests {
  private let folder = TemporaryDirectory()

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["convert"] + arguments, in: folder.path)
  }

  private func predicted(_ model: String, _ more: String...) throws -> String {
    try Program.run(["predict", model, "ones"] + more, in: folder.path).output
  }

  @Test(arguments: ["new.keras", "new.h5"])
  func anOldModelBecomesOneForKeras3(out: String) throws {
    let old = Fixtures.path("lstm-hard-sigmoid/k1.h5")
    let outcome = try run(old, out)
    #expect(outcome.code == 0, "\(outcome)")
    #expect(
      outcome.messages.hasPrefix(
        "written: \(out), for Keras 3, from HDF5 file (.h5) of Keras 2.2.4\nnote: hard_sigmoid of Keras 1 and 2 is"
      ))
    #expect(outcome.output.isEmpty)
    let model = try ModelFile.open("\(folder.path)/\(out)")
    #expect("\(model.origin.version)" == "3.15.0")
    #expect(Set(Repository.names(inFolder: folder.path).filter { !$0.hasPrefix(".") }) == [out])
  }

  @Test func whatIsThereStaysUnlessItIsWished() throws {
    folder.write(Array("mine".utf8), to: "new.keras")
    let model = Fixtures.path("xor-relu/k2.h5")
    let refused = try run(model, "new.keras")
    #expect(refused.code == 2)
    #expect(
      refused.messages == "kerastep: new.keras is there already\n--force writes in its place\n")
    #expect(try FileBytes(path: "\(folder.path)/new.keras").bytes.array == Array("mine".utf8))
    #expect(try run(model, "new.keras", "--force").code == 0)
    #expect(try predicted("new.keras") == predicted(model))
  }

  @Test func anArchitectureTakesItsWeights() throws {
    let json = Fixtures.path("xor-relu/k2.json")
    let alone = try run(json, "new.keras")
    #expect(alone.code == 3 && alone.messages.contains("a model is carried over with its weights"))
    #expect(alone.messages.contains("--weights FILE"))
    let weights = Fixtures.path("xor-relu/k2.weights.h5")
    #expect(try run(json, "new.keras", "--weights", weights).code == 0)
    #expect(try predicted("new.keras") == predicted(json, "--weights", weights))
  }

  @Test(
    arguments: [
      (["xor", "new.txt"], 2, "new.txt ends in neither .keras nor .h5"),
      (["xor", ".keras"], 2, ".keras ends in neither .keras nor .h5"),
      (["nowhere.h5", "new.keras"], 3, "nowhere.h5: there is no such file"),
      (["xor", "nowhere/new.keras"], 3, "nowhere/new.keras: there is no such folder"),
      (["damaged.h5", "new.keras"], 3, "damaged.h5"),
      (["xor"], 2, "Missing expected argument '<out>'"),
      ([], 2, "Missing expected argument '<model>'"),
      (["xor", "new.keras", "--layer", "dense = x"], 3, "cannot be carried over"),
    ] as [([String], Int32, String)])
  func wrongWords(arguments: [String], code: Int32, message: String) throws {
    let bytes = try Fixtures.bytes("xor-relu/k2.h5").array
    folder.write(Array(bytes.prefix(bytes.count / 2)), to: "damaged.h5")
    let outcome = try Program.run(["convert"] + arguments, in: folder.path)
    #expect(outcome.code == code && outcome.messages.contains(message), "\(outcome)")
    #expect(!Repository.names(inFolder: folder.path).contains { $0.hasPrefix("new") })
  }

  /// Some of every kind; all of the fixtures are asked by the script alone.
  @Test(
    .enabled(if: Terminal.environment("KERASTEP_PYTHON") != nil), arguments: [".keras", ".h5"])
  func realKeras3OpensAndPredicts(ending: String) throws {
    let models = [
      "lstm-hard-sigmoid/k1.h5", "lstm-masked/k2.h5", "legacy/words.k122.h5",
      "legacy/gpu-lstm.k215.h5", "legacy/images.k122.h5", "graphs/tf-ops/k2.h5",
      "graphs/shared-model/k2.h5", "graphs/encoder-decoder/k2.h5", "graphs/small-cnn/k2.keras",
      "graphs/two-in-two-out/tf212.keras", "graphs/slash-names/k2.h5", "grid/gru.k2.npz:000",
      "grid/heads.k3.npz:000",
    ].map(Fixtures.path)
    let script = Fixtures.path("convert_check.py")
    let outcome = try Program.run(
      [script, Program.path ?? "", "--to", ending] + models, program: Program.python, timeout: 300)
    guard outcome.code != 77 else { return }
    #expect(outcome.code == 0 && outcome.output == "\(models.count) agrees\n", "\(outcome)")
  }
}
