import Checks
import Equations
import Foundation
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@testable import Debugging

/// The same walk in other number formats.
@Suite struct PrecisionTests {
  /// Models whose every intermediate was computed in float64 by NumPy. Where activations are layers
  /// of their own, the traces count them to the layer before.
  private static let traced = FixtureModel.all.filter {
    FileManager.default.fileExists(atPath: trace($0)) && !$0.model.contains("activation-layers")
  }

  /// Models without casts of their own, which stay as they are.
  private static let castless = FixtureModel.all.filter {
    !$0.model.contains("/all-") && !$0.isOfOperations
  }

  private static func trace(_ fixture: FixtureModel) -> String {
    URL(fileURLWithPath: fixture.golden).deletingLastPathComponent()
      .appendingPathComponent("trace64.npz").path
  }

  @Test func thereAreTraces() { #expect(Self.traced.count >= 5) }

  @Test(arguments: Self.traced)
  func float64AgreesWithFloat64(_ fixture: FixtureModel) throws {
    let session = try fixture.session()
    try session.compute(in: .float64)
    let machine = try #require(session.machine)
    _ = try machine.resume()
    let divergence = try Divergence(
      of: machine, session.model, from: try Golden(path: Self.trace(fixture)).arrays,
      Tolerance(absolute: 1e-12, relative: 1e-12))
    #expect(divergence.first == nil)
    #expect(Set(divergence.skipped.map(\.name)).isSubset(of: ["mask", "masked_x"]))
    #expect(divergence.compared.count >= 4)
  }

  @Test(arguments: castless, [DType.float64, .float32, .float16, .bfloat16])
  func everyValueIsOfTheFormat(_ fixture: FixtureModel, format: DType) throws {
    let session = try fixture.session(sample: 0)
    try session.compute(in: format)
    let machine = try #require(session.machine)
    _ = try machine.resume()
    for equation in machine.program.equations {
      // Normalization widens narrow numbers, computes, and rounds what it gives out.
      let isInside = equation.result.dtype == .float32 && format != .float64
      #expect(equation.result.dtype == format || !equation.result.dtype.isFloat || isInside)
      let steps = machine.program.lengths(around: equation.scan).map { $0 - 1 }
      for element in try machine.read(equation.result, at: steps).elements {
        #expect(equation.result.dtype.rounded(element) == element || element.isNaN)
      }
    }
  }

  @Test func thePlaceStays() throws {
    let fixture = try #require(FixtureModel.all.first { $0.model.contains("/lstm-gates/") })
    let session = try fixture.session(sample: 0)
    _ = try session.machine?.go(to: .tick(9))
    let before = try #require(session.machine).visible()
    try session.compute(in: .float16)
    #expect(session.machine?.position == Position(9))
    #expect(session.machine?.visible() != before)
    try session.compute(in: nil)
    #expect(session.machine?.visible() == before)
  }
}
