import Debugging
import Foundation
import Models
import TestSupport

/// A model of the fixtures with the inputs that its golden file holds.
package struct FixtureModel: Sendable, CustomStringConvertible {
  /// The paths of both files.
  package let model: String
  package let golden: String
  /// The file of equations of the layers that are its author's own; nil where there are none.
  package var equations: String?

  package var description: String {
    model.components(separatedBy: "/").suffix(2).joined(separator: "/")
  }

  /// Whether it is one of operations of all kinds, of which some make NaN on purpose, and some give a format of their own.
  package var isOfOperations: Bool {
    ["/more-ops/", "/more-tf-ops/"].contains(where: model.contains)
  }

  package static let folder = URL(fileURLWithPath: Fixtures.folder)

  /// One container of every folder, of those that Keras 2 and 3 write whole.
  package static let all =
    SavedModel.onePerFolder.filter {
      ["k3.keras", "k2.keras", "k2.h5"].contains($0.file)
    }.map {
      FixtureModel(
        model: Fixtures.path("\($0.folder)/\($0.file)"), golden: Fixtures.path($0.golden))
    } + WrittenModel.all.filter { $0.file == "k3.keras" }.map(\.fixture)

  /// The model, and its golden inputs as a batch.
  package func open() throws -> (model: Model, feed: Feed) {
    let layers = try equations.map { try LayerLines.read(path: $0) } ?? LayerDefinitions()
    let model = try ModelFile.open(self.model, layers: layers)
    return (model, try Feed.read(golden, for: model))
  }

  /// A session that was fed the golden inputs, or one sample of them.
  package func session(sample: Int? = nil) throws -> Session {
    let (model, feed) = try open()
    let session = Session(model)
    try session.feed(sample.flatMap { feed.sample($0) } ?? feed)
    return session
  }
}
