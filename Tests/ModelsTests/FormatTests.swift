import Checks
import ModelSupport
import Testing

/// Layers inside others of another format, inputs of another, and floats of Python beside them, as real Keras computes them
/// (`making/formats.py`).
@Suite("number formats that meet")
struct FormatTests {
  static let cases = ["formats.k3.npz", "formats.k2.npz"].flatMap {
    (try? GridCase.all(in: $0)) ?? []
  }

  /// Half precision has room for what a wrong format changes, so that numbers are counted here that are not those of Keras to
  /// its last digit. What rounds again and again, in loops and in the products of tf.keras, is left out.
  @Test("are computed in that of Keras")
  func formats() throws {
    let plain = Self.cases.filter {
      !$0.description.contains("k2") && !$0.title.contains("LSTM") && !$0.title.contains("RNN")
    }
    #expect(plain.count >= 150)
    let apart = try plain.filter { try share(of: $0) > 0.4 }
    #expect(Double(apart.count) <= 0.05 * Double(plain.count), "\(apart.map(\.description))")
  }

  /// How much of a case is not as Keras has it.
  private func share(of one: GridCase) throws -> Double {
    let checks = try Agreement(
      of: try one.model(), with: try one.golden(), .layers, Tolerance()
    ).checks
    let differences = checks.compactMap(\.difference)
    #expect(differences.count == checks.count, "\(one)")
    let all = differences.reduce(0) { $0 + $1.count }
    return all == 0 ? 1 : Double(differences.reduce(0) { $0 + $1.misses }) / Double(all)
  }
}
