import Checks
import Exports
import ModelSupport
import Models
import TestSupport
import Testing

/// A model that was converted, opened again, gives what Keras gave for the one that it was made of.
@Suite("a converted model computes what it did")
struct ConversionTests {
  /// What cannot be carried over, as it is said: of nothing else a conversion is refused.
  private static let refusals = [
    "cannot be carried over: ", "a class that convert does not carry over",
    "of TensorFlow, which is not carried over", "Keras 3 computes it otherwise than Keras",
    "the file does not say what shape", "a model is carried over with its weights",
    "which Keras 3 does not read from an .h5", "which a .keras does not keep",
    "hard_sigmoid of Keras 1 and 2", "which TensorFlow brings to that format",
    "and Keras 3 takes a function there", "pads in front (causal)", "and Keras 3's takes one",
  ]

  private func converted(_ model: Model, _ target: ConversionTarget) throws -> Model? {
    do {
      let one = try ConvertedModel(model, to: target, named: "out\(target.suffix)")
      let two = try ConvertedModel(model, to: target, named: "out\(target.suffix)")
      #expect(one.bytes == two.bytes, "the same model makes other bytes")
      // Told to be other for some inputs, which the golden may have.
      if one.remarks.contains(where: { $0.contains("Keras 3 makes others") }) { return nil }
      return try ModelFile.open(one.bytes, named: "out\(target.suffix)")
    } catch let error as ConversionError {
      #expect(Self.refusals.contains(where: error.message.contains), "\(error)")
      return nil
    }
  }

  private static let unreadable = [
    "graphs/layer-in-both/k2.h5", "graphs/layer-in-both/tf212.keras",
    "graphs/layer-in-both/k2.saved.zip",
  ]

  @Test(
    "models in their containers",
    arguments: (SavedModel.questions + SavedModel.graphs).flatMap(SavedModel.all).filter {
      !unreadable.contains($0.description)
    })
  func saved(_ saved: SavedModel) throws {
    let model = try saved.open()
    let golden = try Golden(path: Fixtures.path(saved.golden)).ends
    for target in ConversionTarget.allCases {
      guard let other = try converted(model, target) else { continue }
      expect(try Agreement(of: other, with: golden, .outputs))
    }
  }

  @Test(
    "old standalone Keras",
    arguments: Fixtures.names(in: "legacy").filter {
      $0.hasSuffix(".h5") && !$0.contains("weights")
    })
  func legacy(_ name: String) throws {
    let model = try ModelFile.open(Fixtures.path("legacy/\(name)"))
    let golden = try Golden(path: Fixtures.path("legacy/\(name.dropLast(3)).npz")).ends
    guard let other = try converted(model, .keras) else { return }
    expect(try Agreement(of: other, with: golden, .outputs))
  }

  /// Every twelfth model of the grid.
  @Test(
    "grid",
    arguments: GridCase.grid.sorted { $0.description < $1.description }.enumerated().filter {
      $0.offset % 12 == 0
    }.map(\.element))
  func grid(_ one: GridCase) throws {
    let model = try one.model()
    for target in ConversionTarget.allCases {
      guard let other = try converted(model, target) else { continue }
      expect(try Agreement(of: other, with: try one.golden().ends, .outputs, one.tolerance))
    }
  }

  private func expect(
    _ agreement: Agreement, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var text = ""
    if !agreement.isAccepted { agreement.write(to: &text) }
    #expect(agreement.isAccepted, "\(text)", sourceLocation: sourceLocation)
  }
}

extension Golden {
  /// What goes in and what comes out; names of layers may have become others.
  fileprivate var ends: Golden {
    Golden(
      file: file,
      arrays: arrays.filter { array in
        ["x", "y"].contains(array.name.prefix(1)) && Int(array.name.dropFirst()) != nil
      })
  }
}
