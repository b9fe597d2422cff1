import Containers
import Damage
import Foundation
import Layers
import Models
import TestSupport

/// A changed HDF5 file that is still one, with what it is opened with: the same number gives the same file.
struct ChangedFile {
  let title: String
  private let tree: HDF5Node
  private let kind: FileCorpus.Original.Kind
  /// For what is chosen after it.
  private(set) var chance: Chance

  /// A file of real Keras' with some places changed, or a model of weights that fit with fewer.
  init(_ number: Int, _ files: FileCorpus, _ models: ModelCorpus) throws {
    var chance = Chance(seed: UInt64(bitPattern: Int64(number)))
    var original = chance.any(files.originals)
    var changes = 1 + chance.below(4)
    if original == nil || chance.below(2) == 0 {
      original = try ChangedFile.fitted(models, &chance)
      changes -= 1
    }
    guard let original else { throw NoFiles() }
    var tree = original.tree
    var mutation = TreeMutation(files: files, models: models, chance: chance)
    for _ in 0..<changes { tree = mutation.changed(tree) }
    var jsons = ModelMutation(models, mutation.chance)
    var kind = original.kind
    if case .archive(let config, let metadata) = kind, mutation.chance.below(4) == 0 {
      kind = .archive(config: jsons.changed(config), metadata: metadata)
    }
    title = original.title
    self.tree = tree
    self.kind = kind
    self.chance = jsons.chance
  }

  /// A changed architecture with weights that fit, as one file of Keras 2.
  private static func fitted(
    _ models: ModelCorpus, _ chance: inout Chance
  ) throws -> FileCorpus.Original? {
    var mutation = ModelMutation(models, chance)
    guard let (original, changed) = mutation.model() else { return nil }
    var weights = FittedWeights(changed, original.version, named: original.title, mutation.chance)
    _ = try weights.model()
    chance = weights.chance
    let layers = try weights.layers.enumerated().map { index, layer in
      let names = layer.arrays.indices.map { "w\($0):0" }
      let arrays = try zip(names, layer.arrays).map {
        ($0, HDF5Node(.array(try HDF5Values(reading: $1))))
      }
      let list = HDF5Values(shape: [names.count], texts: names)
      return ("layer_\(index)", HDF5Node(.group(arrays), attributes: [("weight_names", list)]))
    }
    let list = HDF5Values(shape: [layers.count], texts: layers.map(\.0))
    let root = HDF5Node(
      .group([
        ("model_weights", HDF5Node(.group(layers), attributes: [("layer_names", list)]))
      ]),
      attributes: [
        ("model_config", HDF5Values(shape: [], texts: [changed.text])),
        ("keras_version", HDF5Values(shape: [], texts: ["\(original.version)"])),
      ])
    return FileCorpus.Original(title: "\(original.title), fitted", kind: .whole, tree: root)
  }

  /// Writes it below a folder and opens it.
  func open(in folder: String) throws -> Model {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let bytes = HDF5Writer(tree).bytes
    func put(_ name: String, _ bytes: [UInt8]) throws -> String {
      let path = "\(folder)/\(name)"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return path
    }
    switch kind {
    case .whole: return try ModelFile.open(try put("model.h5", bytes))
    case .archive(let config, let metadata):
      _ = try put("config.json", Array(config.text.utf8))
      _ = try put("metadata.json", Array(metadata.text.utf8))
      _ = try put("model.weights.h5", bytes)
      return try ModelFile.open(folder)
    case .weights(let json, let version):
      return try ModelFile.open(
        try put("model.json", Array(json.text.utf8)),
        weights: try put("weights.h5", bytes), version: version)
    }
  }
}

/// There is nothing to change.
private struct NoFiles: Error {}
