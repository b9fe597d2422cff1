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
  /// its last digits. Products round on other ways there, but seldom.
  @Test("are computed in that of Keras")
  func formats() throws {
    #expect(Self.cases.count >= 250)
    let apart = try Self.cases.filter { try share(of: $0) > 0.4 }
    #expect(Double(apart.count) <= 0.02 * Double(Self.cases.count), "\(apart.map(\.description))")
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
