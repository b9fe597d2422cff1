import Checks
import Models
import Tensors
import TestSupport
import Testing

/// Files of what Keras computed in training, compared with what is computed here.
@Suite struct StepAgreementTests {
  static let folders = ["adam-by-hand", "mae-sigmoid", "two-two-two"]

  private func golden(_ folder: String, _ tag: String) throws -> Golden {
    try Golden(path: Fixtures.path("training/models/\(folder)/\(tag).step.npz"))
  }

  private func model(_ folder: String, _ file: String) throws -> Model {
    try ModelFile.open(Fixtures.path("training/models/\(folder)/\(file)"))
  }

  @Test(arguments: folders, ["k2.h5", "k2.keras", "k3.h5", "k3.keras"])
  func allAgrees(_ folder: String, _ file: String) throws {
    let golden = try golden(folder, String(file.prefix(2)))
    #expect(golden.isOfTraining)
    let agreement = try Agreement(of: try model(folder, file), withSteps: golden)
    #expect(agreement.isAccepted, "\(agreement.checks.filter { !$0.isAccepted }.map(\.remark))")
    #expect(agreement.checks.count >= 5)
  }

  /// The models that ship are compiled, and their own rows train them as in Keras.
  @Test(arguments: Fixtures.names(in: "training/bundled"))
  func shippedModelsAgree(_ file: String) throws {
    let name = file.prefix { $0 != "." }
    let golden = try Golden(path: Fixtures.path("training/bundled/\(file)"))
    let model = try ModelFile.open(
      "\(Repository.path)/Sources/Console/Resources/models/\(name).keras")
    let agreement = try Agreement(of: model, withSteps: golden)
    #expect(agreement.isAccepted, "\(agreement.checks.filter { !$0.isAccepted }.map(\.remark))")
    #expect(agreement.checks.count >= 5)
  }

  /// Factors of low rank learn in the place of their kernel; a .keras leaves them out, and they are 0 then.
  @Test(arguments: [("k3.keras", "k3.step.npz"), ("k3.h5", "k3.h5.step.npz")])
  func adaptedKernelsAgree(_ file: String, _ steps: String) throws {
    let golden = try Golden(path: Fixtures.path("training/adapted/\(steps)"))
    let model = try ModelFile.open(Fixtures.path("training/adapted/\(file)"))
    let agreement = try Agreement(of: model, withSteps: golden)
    #expect(agreement.isAccepted, "\(agreement.checks.filter { !$0.isAccepted }.map(\.remark))")
    #expect(agreement.checks.contains { $0.name.hasSuffix("lora_kernel_a@3") })
    #expect(agreement.checks.contains { $0.name.hasSuffix("kernel@3") })
  }

  /// Losses that are scaled: steps that are skipped, scales that are doubled and halved, in float32 and with float16.
  @Test(arguments: Fixtures.names(in: "training/loss_scale").filter { !$0.hasSuffix(".npz") })
  func scaledLossesAgree(_ file: String) throws {
    let stem = file.split(separator: ".").prefix(2).joined(separator: ".")
    let golden = try Golden(path: Fixtures.path("training/loss_scale/\(stem).step.npz"))
    let model = try ModelFile.open(Fixtures.path("training/loss_scale/\(file)"))
    let agreement = try Agreement(of: model, withSteps: golden)
    #expect(agreement.isAccepted, "\(agreement.checks.filter { !$0.isAccepted }.map(\.remark))")
    #expect(agreement.checks.count >= 8)
  }

  /// Models as Keras loads them from a file and trains them: what it does not read, and what it makes anew.
  @Test(arguments: Fixtures.names(in: "training/loaded").filter { !$0.hasSuffix(".npz") })
  func loadedFilesAgree(_ file: String) throws {
    let golden = try Golden(path: Fixtures.path("training/loaded/\(file).npz"))
    let model = try ModelFile.open(Fixtures.path("training/loaded/\(file)"))
    let agreement = try Agreement(of: model, withSteps: golden)
    #expect(agreement.isAccepted, "\(agreement.checks.filter { !$0.isAccepted }.map(\.remark))")
    #expect(agreement.checks.count >= 10)
  }

  /// What JAX gives is not what TensorFlow gives.
  @Test(arguments: ["lookups", "clipped", "clipped-sparse"])
  func onJAXItIsAnother(_ name: String) throws {
    let folder = "training/jax"
    let golden = try Golden(path: Fixtures.path("\(folder)/\(name).step.npz"))
    let model = try ModelFile.open(Fixtures.path("\(folder)/\(name).keras"))
    let jax = try Agreement(of: model, withSteps: golden, backend: .jax)
    #expect(jax.isAccepted, "\(jax.checks.filter { !$0.isAccepted }.map(\.remark))")
    let tensorflow = try Agreement(of: model, withSteps: golden)
    #expect(tensorflow.checks.contains { $0.outcome == .differ })
  }

  /// What is typed in place of the file's loss counts, the same by another word and what is another.
  @Test(arguments: ["mean(square(y - output))", "mse(y, output)", "mean_squared_error"])
  func aTypedLossCounts(_ loss: String) throws {
    let model = try model("two-two-two", "k3.keras")
    let golden = try golden("two-two-two", "k3")
    let agreement = try Agreement(of: model, withSteps: golden, loss: loss)
    #expect(agreement.isAccepted, "\(agreement.checks.filter { !$0.isAccepted }.map(\.remark))")
    let other = try Agreement(of: model, withSteps: golden, loss: "sum(square(y - output))")
    #expect(other.checks.contains { $0.name == "loss" && $0.outcome == .differ })
  }

  /// Every array a little changed is told, and it alone.
  @Test(arguments: folders)
  func whatDiffersIsTold(_ folder: String) throws {
    let golden = try golden(folder, "k3")
    for array in golden.arrays where array.name.first != "x" && array.name.first != "y" {
      let changed = Golden(
        file: "changed.npz",
        arrays: golden.arrays.map { other in
          guard other.name == array.name else { return other }
          let elements = other.tensor.elements.map { $0 + 0.01 }
          return NamedTensor(other.name, Tensor(other.tensor.shape, other.tensor.dtype, elements))
        })
      let agreement = try Agreement(of: try model(folder, "k3.keras"), withSteps: changed)
      let differing = agreement.checks.filter { $0.outcome == .differ }.map(\.name)
      #expect(differing == [array.name])
    }
  }

  @Test func wrongNamesAndShapesAreTold() throws {
    let golden = try golden("two-two-two", "k3")
    func agreement(_ extra: NamedTensor) throws -> ArrayCheck? {
      let more = Golden(file: "more.npz", arrays: golden.arrays + [extra])
      return try Agreement(of: try model("two-two-two", "k3.keras"), withSteps: more).checks
        .first { $0.name == extra.name }
    }
    let unknown = try agreement(NamedTensor("hiden/kernel:grad", Tensor(scalar: 0)))
    #expect(unknown?.remark == "UNKNOWN: no layer of that name; did you mean hidden/kernel?")
    let shape = try agreement(
      NamedTensor("hidden/kernel@2", Tensor(Shape([3]), .float32, [0, 0, 0])))
    #expect(shape?.remark == "DIFFERS: the model gives (2, 2)")
  }

  /// Twice the weight is twice the loss: one sample weighs 2.
  @Test func samplesAreWeighed() throws {
    let golden = try golden("two-two-two", "k3")
    let more = Golden(
      file: "more.npz",
      arrays: golden.arrays + [NamedTensor("sample_weight0", Tensor(Shape([1]), .float32, [2]))])
    let agreement = try Agreement(of: try model("two-two-two", "k3.keras"), withSteps: more)
    let loss = try #require(agreement.checks.first { $0.name == "loss" }?.difference?.first)
    #expect(abs(loss.found - 2 * loss.expected) < 1e-6)
  }
}
