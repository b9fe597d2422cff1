import Checks
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("every equation agrees with a computation by hand in float64")
struct TraceAgreementTests {
  static let models = SavedModel.questions.filter {
    Fixtures.names(in: $0).contains("trace64.npz")
  }.flatMap(SavedModel.all).filter { saved in
    // That trace is of Keras 3's hard_sigmoid.
    saved.folder != "lstm-hard-sigmoid" || saved.file.hasPrefix("k3")
  }

  @Test("trace64.npz", arguments: models)
  func trace(_ saved: SavedModel) throws {
    let golden = try Golden(path: Fixtures.path(saved.golden))
    let trace = try Golden(path: Fixtures.path("\(saved.folder)/trace64.npz")).arrays.map { array in
      NamedTensor(name(array.name, in: saved.folder), array.tensor)
    }
    let agreement = try Agreement(of: try saved.open(), with: golden, equations: trace)
    expect(agreement)
    #expect(agreement.tolerance == Tolerance(absolute: 2e-6, relative: 2e-5))
  }

  /// The hand computation numbers the Dense layers and calls a few things by names of its own.
  private func name(_ own: String, in folder: String) -> String {
    switch own {
    case "mask": "masking.m"
    case "masked_x": "masking.y"
    case "dense0.a" where folder == "xor-activation-layers": "activation.a"
    case "dense1.a" where folder == "xor-activation-layers": "activation_1.a"
    default: own
    }
  }

  @Test("there are traces of every kind of layer")
  func count() {
    #expect(Self.models.count >= 50)
  }
}
