import TestSupport
import TestTraits
import Testing

@testable import Console

/// `kerastep train`: what `fit` does, from a shell.
@Suite(.enabled(if: Program.path != nil), .waits)
struct TrainProgramTests {
  private let folder = TemporaryDirectory()
  private let rows = "Sources/Console/Resources/models/xor-untrained.samples.npz"

  /// A bundled model brings its own data: the losses are those of the same file given by name.
  @Test func aBundledModelBringsItsData() throws {
    let given = try Program.run(["train", "xor-untrained", rows, "--epochs", "3"])
    let own = try Program.run(["train", "xor-untrained", "--epochs", "3"])
    #expect(given.code == 0 && own.code == 0)
    #expect(own.output == given.output)
    #expect(own.output.split(separator: "\n").count == 3)
  }

  /// Three steps at once, and one by one from the file that the one before wrote, end with the same weights.
  @Test func aWrittenModelIsTrainedOn() throws {
    var path = "xor-untrained"
    for step in 1...3 {
      let next = folder.path + "/\(step).keras"
      let outcome = try Program.run(
        ["train", path, rows, "--steps", "1", "--optimizer", "sgd(lr=0.5)", "-o", next])
      #expect(outcome.code == 0, "\(outcome.messages)")
      path = next
    }
    let whole = folder.path + "/whole.keras"
    let outcome = try Program.run([
      "train", "xor-untrained", "--steps", "3", "--optimizer", "sgd(lr=0.5)", "-o", whole,
    ])
    #expect(outcome.code == 0, "\(outcome.messages)")
    let last = try Program.run(["predict", path, "[0.25, -1]"]).output
    #expect(try Program.run(["predict", whole, "[0.25, -1]"]).output == last)
    #expect(try Program.run(["predict", "xor-untrained", "[0.25, -1]"]).output != last)
  }

  /// A name that the model cannot be written to is refused before it is trained.
  @Test func aNameThatDoesNotDoIsRefusedFirst() throws {
    let outcome = try Program.run([
      "train", "xor-untrained", "--epochs", "1000000000", "-o", folder.path + "/x.h5",
    ])
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("was opened as .keras, and is written so"))
  }

  @Test func aModelWithoutDataSaysSo() throws {
    let outcome = try Program.run(["train", "Tests/Fixtures/graphs/two-in-two-out/k3.keras"])
    #expect(outcome.code == 2)
    #expect(outcome.messages.contains("comes with no data"))
    #expect(
      outcome.messages.contains(
        "kerastep train Tests/Fixtures/graphs/two-in-two-out/k3.keras data.npz"))
  }
}
