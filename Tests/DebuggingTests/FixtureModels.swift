import Checks
import Foundation
import Models
import Tensors
import Testing

@testable import Debugging

/// A model of the fixtures with the inputs that its golden file holds.
struct FixtureModel: Sendable, CustomTestStringConvertible {
  let model: String
  let golden: String

  var testDescription: String {
    model.components(separatedBy: "/").suffix(2).joined(separator: "/")
  }

  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// One container of every folder that has a golden file: all containers hold the same model.
  static let all: [FixtureModel] = {
    let manager = FileManager.default
    var result: [FixtureModel] = []
    for place in ["", "graphs"] {
      let parent = folder.appendingPathComponent(place)
      for name in ((try? manager.contentsOfDirectory(atPath: parent.path)) ?? []).sorted() {
        let one = parent.appendingPathComponent(name)
        let golden = one.appendingPathComponent("golden.npz").path
        guard manager.fileExists(atPath: golden) else { continue }
        let files = ["k3.keras", "k2.keras", "k2.h5"].map { one.appendingPathComponent($0).path }
        if let file = files.first(where: manager.fileExists) {
          result.append(FixtureModel(model: file, golden: golden))
        }
      }
    }
    return result
  }()

  /// The model, and its golden inputs as a batch.
  func open() throws -> (model: Model, feed: Feed) {
    let model = try ModelFile.open(self.model)
    return (model, try Feed.read(golden, for: model))
  }

  /// A session that was fed the golden inputs, or one sample of them.
  func session(sample: Int? = nil) throws -> Session {
    let (model, feed) = try open()
    let session = Session(model)
    try session.feed(sample.flatMap { feed.sample($0) } ?? feed)
    return session
  }
}
