import Containers
import Models
import Tensors
import TestSupport
import TestTraits
import Testing

@testable import Console

/// `kerastep diagnose` of steps of training: wrong numbers of a gradient, a loss, a weight after a step.
@Suite(.enabled(if: Program.path != nil), .waits)
struct DiagnoseStepsTests {
  private let folder = TemporaryDirectory()
  private static let models = "Tests/Fixtures/training/models"

  /// The four questions that people asked, as they are typed in a shell.
  @Test(arguments: [
    // "by hand 0.199269": the slope of MAE is a sign.
    (
      [
        "mae-sigmoid/k3.keras", "[0, 0]", "--target", "0", "--at", "out/kernel@1[0, 0]", "--got",
        "0.199269",
      ],
      "T06: the slope of ½(ŷ − y)² for MAE's, which is the sign of ŷ − y\n"
    ),
    (
      [
        "mae-sigmoid/k3.keras", "[0, 0]", "--target", "0", "--at", "out.W'[0, 0]", "--got",
        "0.198825",
      ],
      "right: out.W'[0, 0] agrees with the model\n"
    ),
    // "by hand 0.66346" after 1,000 steps: the bias learns too.
    (
      [
        "delta-rule/k3.keras", "delta-rule/k3.npz", "--batch", "1", "--steps", "1000", "--at",
        "out.W'[0, 0]", "--got", "0.66346",
      ],
      "T11: the biases stand still, since the first step\n"
    ),
    (
      [
        "delta-rule/k3.keras", "delta-rule/k3.npz", "--batch", "1", "--at",
        "out/kernel@1000[0, 0]", "--got", "0.596879",
      ],
      "right: out.W_next[0, 0] agrees with the model\n"
    ),
    // An Adam of one's own: the first step agrees, the others do not.
    (
      [
        "adam-by-hand/k3.keras", "adam-by-hand/k3.step.npz", "--at", "out/kernel@2", "--got",
        "[-0.4865, 0.0487, -0.0253]",
      ],
      "T17: m and v begun anew at every step\n"
    ),
    // The well-known example: its biases stand still, Keras' move.
    (
      [
        "two-two-two/k3.keras", "[0.05, 0.1]", "--target", "[0.01, 0.99]", "--at",
        "out/kernel@1[0, 0]",
        "--got", "0.35891648",
      ],
      "right: out.W_next[0, 0] agrees with the model\n"
    ),
    (
      [
        "two-two-two/k3.keras", "[0.05, 0.1]", "--target", "[0.01, 0.99]", "--at", "loss",
        "--steps", "2", "--got", "0.291027924",
      ],
      "T11: the biases stand still, since the first step\n"
    ),
  ])
  func theFourQuestions(words: [String], shows: String) throws {
    let files = words.map { $0.contains("/k3.") ? "\(Self.models)/\($0)" : $0 }
    let outcome = try Program.run(["diagnose"] + files)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains(shows), "\(outcome.output)\(outcome.messages)")
  }

  /// All of a diagnosis, and what it says is to be typed shows what it says.
  @Test func theWholeAnswerCanBeChecked() throws {
    let outcome = try Program.run([
      "diagnose", "two-two-two", "[0.05, 0.1]", "--target", "[0.01, 0.99]", "--at",
      "dense_1.W'[0, 0]", "--got", "0.44108352",
    ])
    #expect(
      outcome.output == """
        T05: y − ŷ for ŷ − y: the slope turned
          dense_1.da
            right  ∂a = 2 ⊙ (a − y) ⊙ (∂ℓ / 2)
            yours  ∂a = 2 ⊙ (y − a) ⊙ (∂ℓ / 2)
          dense_1.W'[0, 0]
            yours           0.4411
            right           0.3589
            the mistake's   0.4411
          to check: kerastep two-two-two --input '[0.05, 0.1]' -e 'target [0.01, 0.99]' -e 'train 1' -e 'goto dense_1.da' -e 'print 2 * (y - a) * (dl / 2)'

        """)
    let typed = try #require(
      outcome.output.split(separator: "\n").last?.split(separator: ": ").last)
    let line = typed.replacing("kerastep ", with: "\"$0\" --batch ", maxReplacements: 1)
    let check = try Program.run(["-c", String(line), Program.path ?? ""], program: "/bin/sh")
    #expect(check.code == 0)
    #expect(check.output.contains("$1 = [-0.7414  0.2171]"), "\(check.output)\(check.messages)")
  }

  /// A file as `check` takes it, of several updates: it is gone through up to the first that is wrong.
  @Test func aFileOfStepsIsGoneThrough() throws {
    let path = "\(Self.models)/adam-by-hand/k3.step.npz"
    let right = try Program.run([
      "diagnose", "\(Self.models)/adam-by-hand/k3.keras", path, "--got", path,
    ])
    #expect(right.code == 0)
    #expect(right.output.hasPrefix("update 1\nright: loss, "), "\(right.output)")
    #expect(right.output.contains("\nupdate 5\nright: loss, "))
    let arrays = try Npz(try FileBytes(path: "\(Repository.path)/\(path)").bytes, name: "step.npz")
    let wrong = try arrays.names.map { name in
      var tensor = try Tensor(try arrays.array(name))
      // Of the second step on, a learning rate of ten times.
      if name == "out/kernel@5" { tensor = Tensor(tensor.shape, .float32, [1, 2, 3]) }
      return NamedTensor(name, tensor)
    }
    try ArrayFile.write(wrong, to: "\(folder.path)/mine.npz")
    let model = "\(Repository.path)/\(Self.models)/adam-by-hand/k3.keras"
    let outcome = try Program.run(
      ["diagnose", model, "\(Repository.path)/\(path)", "--got", "mine.npz"], in: folder.path)
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("update 4\nright: loss agrees with the model\nupdate 5\n"))
    #expect(outcome.output.contains("none of the known mistakes gives these numbers"))
    let json = try Program.run(
      ["diagnose", model, "\(Repository.path)/\(path)", "--got", "mine.npz", "--json"],
      in: folder.path)
    #expect(json.output.hasPrefix(#"{"update":5,"verdict":"unknown","candidates":["#))
    #expect(json.code == 1)
  }

  @Test(arguments: [
    (
      ["--got", "0.2712", "--at", "loss"], Int32(2), "--target VALUE says what the output is to be"
    ),
    (["--got", "1", "--at", "dense_1.dW"], 2, "without a target there is no dense_1.dW"),
    (["--got", "1", "--steps", "0"], 2, "--steps takes a number from 1"),
    (["--got", "1", "--batch", "x"], 2, "Error: The value 'x' is invalid for '--batch <n>'"),
    (["--got", "1", "--target", "1", "--batch", "4"], 2, "--batch cuts a data set"),
    (
      ["--got", "1", "--target", "[0, 1]", "--at", "dens/kernel@1"], 2,
      "Did you mean two-two-two/dense/kernel?"
    ),
    (
      ["--got", "1", "--target", "[0, 1]", "--at", "dense_1.dV"], 2,
      "dense_1 has no dV; did you mean dW?"
    ),
    (
      ["--got", "1", "--target", "[0, 1]", "--at", "loss[2]"], 2,
      "loss is one number: 1 indices for ()"
    ),
    (
      ["--got", "1", "--target", "[0, 1]", "--loss", "mes"], 2,
      "mes is no loss\nDid you mean mse? An expression will do too: mean(square(y - output)).\n"
    ),
    (["--got", "1", "--target", "[0, 1]", "--optimizer", "adma"], 2, "adma"),
    (
      ["--got", "1", "--target", "[0, 1]", "--backend", "caffe"], 2,
      "Error: The value 'caffe' is invalid"
    ),
    (["--got", "nowhere.npz", "--target", "[0, 1]"], 3, "nowhere.npz: "),
    (["--got", "1", "--target", "nowhere.npy"], 3, "nowhere.npy: "),
    (["--got", "1", "--target", "[0, 1, 2]"], 2, "(3), which does not fit (2)"),
  ])
  func whatIsWrongIsTold(options: [String], code: Int32, message: String) throws {
    let outcome = try Program.run(["diagnose", "two-two-two", "[0.05, 0.1]"] + options)
    #expect(outcome.code == code, "\(options)")
    #expect(outcome.output == "")
    #expect(outcome.messages.contains(message), "\(options): \(outcome.messages)")
  }

  /// What the file does not say is asked for as it is said here, not at the prompt.
  @Test func theOptionThatIsMissingIsNamed() throws {
    let model = "Tests/Fixtures/xor-relu/k2.keras"
    let loss = try Program.run(["diagnose", model, "[0, 1]", "--target", "1", "--got", "1"])
    #expect(loss.code == 2)
    #expect(
      loss.messages
        == "kerastep: sequential was saved without a loss\nSay which one counts: --loss mean_squared_error, say.\n"
    )
    let steps = [
      "diagnose", model, "[0, 1]", "--target", "1", "--loss", "mse", "--got", "1", "--steps", "2",
    ]
    let optimizer = try Program.run(steps)
    #expect(
      optimizer.messages.contains(
        "Say which one changes the weights: --optimizer 'adam(lr=0.001)', say."))
    let given = try Program.run(steps + ["--optimizer", "sgd(lr=0.5)", "--at", "dense.dW"])
    #expect(given.code == 1 && given.messages == "")
    for place in ["dense/kernel@1", "dense.W'"] {
      let weight = try Program.run([
        "diagnose", model, "[0, 1]", "--target", "1", "--loss", "mse", "--got", "1", "--at", place,
      ])
      #expect(weight.messages == optimizer.messages)
    }
    // The gradients of the first step need none.
    let first = try Program.run([
      "diagnose", "xor", "[0, 1]", "--target", "1", "--loss", "mse", "--got", "1.2256e-06",
    ])
    #expect(first.messages == "")
  }
}
