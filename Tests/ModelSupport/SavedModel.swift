import Layers
import Models
import TestSupport

/// A model of the fixtures in one of its containers, and what Keras computed with it.
package struct SavedModel: Sendable, CustomStringConvertible {
  package let folder: String
  /// `k2.h5`, `k1.json`, `k3.unzipped`.
  package let file: String
  /// The file of the weights, for an architecture alone.
  package var weights: String?
  package let golden: String

  package var description: String { "\(folder)/\(file)" + (weights.map { " + \($0)" } ?? "") }

  /// The version of Keras by the name: `k1` is 2.2.4.
  private var version: KerasVersion? {
    switch file.prefix(2) {
    case "k1": KerasVersion(2, 2, 4)
    case "k2": KerasVersion(2, 15)
    case "k3": KerasVersion(3, 15)
    default: nil
    }
  }

  package func open() throws -> Model {
    let path = Fixtures.path("\(folder)/\(file)")
    let weights = weights.map { Fixtures.path("\(folder)/\($0)") }
    do {
      return try ModelFile.open(path, weights: weights)
    } catch let error as OpenError where error.needsVersion {
      return try ModelFile.open(path, weights: weights, version: version)
    }
  }

  /// All containers of a folder, each with the golden file of the version that wrote it.
  package static func all(in folder: String) -> [SavedModel] {
    let names = Fixtures.names(in: folder)
    func golden(_ file: String) -> String {
      // `k2shards.tfjs.zip` is `k2.tfjs.zip` in more files.
      let tag = file.hasPrefix("k2") ? "k2" : file.prefix { $0 != "." && $0 != "_" }
      let own = "\(tag)_golden.npz"
      return "\(folder)/" + (names.contains(own) ? own : "golden.npz")
    }
    let models = names.filter { name in
      !name.contains("weights")
        && [".h5", ".keras", ".unzipped", ".saved.zip", ".tfjs.zip"].contains {
          name.hasSuffix($0)
        }
    }
    let architectures = names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".yaml") }
    let pairs = architectures.flatMap { json in
      let tag = json.dropLast(5)  // both endings are as long
      let files = names.filter {
        $0.hasPrefix(tag) && $0.contains("weights") && $0.hasSuffix(".h5")
      }
      let checkpoints = names.contains("\(tag).ckpt.index") ? ["\(tag).ckpt"] : []
      return (files + checkpoints).map { (json, $0) }
    }
    return models.map { SavedModel(folder: folder, file: $0, golden: golden($0)) }
      + pairs.map { SavedModel(folder: folder, file: $0.0, weights: $0.1, golden: golden($0.0)) }
  }

  /// The folders of the questions that people asked; a new one is picked up by itself.
  package static let questions = Fixtures.names(in: "").filter {
    Fixtures.names(in: $0).contains("golden.npz")
  }

  package static let graphs = Fixtures.names(in: "graphs").map { "graphs/\($0)" }

  /// One container of every folder that has a golden file: all containers hold the same model.
  package static let onePerFolder = (questions + graphs).compactMap { folder in
    let all = all(in: folder)
    let order = ["k3.keras", "k2.keras", "k2.h5", "k1.h5"]
    return order.lazy.compactMap { file in all.first { $0.file == file } }.first ?? all.first
  }
}
