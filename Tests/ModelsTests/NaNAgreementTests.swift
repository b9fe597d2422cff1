import Checks
import Containers
import Models
import ModelSupport
import Tensors
import Testing
import TestSupport

@Suite("NaN and infinities go through every layer as in Keras")
struct NaNAgreementTests {
  static let files = Fixtures.names(in: "nans").filter { $0.hasSuffix(".npz") }

  /// What is not Keras' here: a softmax over several axes, of which Keras gives 0 for what is finite beside ∞, as it
  /// subtracts the logarithm of the sum; and an image of one infinite place made larger, which is infinite here, and there
  /// NaN, for it goes from ∞ to ∞ by ∞ − ∞.
  private static let apart: Set<String> = [
    "layers.k3.npz 085: Softmax(axis=[1, 2])", "windows.k3.npz 210: UpSampling2D(one place)",
    "layers.k2.npz 059: Softmax(axis=[1, 2])", "windows.k2.npz 212: UpSampling2D(one place)",
  ]

  @Test("the families are there")
  func families() {
    let families = [
      "attention", "bidirectional", "further", "gru", "layers", "lstm", "simple_rnn", "windows",
      "wrappers",
    ]
    #expect(Set(Self.files) == Set(families.flatMap { ["\($0).k2.npz", "\($0).k3.npz"] }))
  }

  @Test("grid", arguments: files)
  func grid(_ file: String) throws {
    let path = Fixtures.path("nans/\(file)")
    let fed = try Npz(try FileBytes(path: path).bytes, name: file)
    var count = 0
    for one in try GridCase.all(in: file) where !Self.apart.contains(one.description) {
      let arrays = try fed.names.filter { $0.hasPrefix("\(one.number)/") }.map {
        NamedTensor(String($0.dropFirst(one.number.count + 1)), try Tensor(try fed.array($0)))
      }
      guard !arrays.isEmpty else { continue }
      count += 1
      let golden = Golden(file: one.description, arrays: arrays)
      expect(
        try Agreement(of: try one.model(), with: golden, .outputs, one.tolerance),
        stoppedBy: Later.layers + Later.options)
    }
    #expect(count > 0)
  }
}
