import Containers

/// The parts of a model.json of TensorFlow.js: an architecture, lists of arrays, or functions in place of both.
enum LayersModel {
  /// Whether it is a graph-model: TensorFlow's functions in place of layers.
  static func isGraph(_ json: JSON) -> Bool {
    json["format"]?.stringValue == "graph-model" || json["modelTopology"]?["node"] != nil
  }

  /// The weights that a model.json has, for another architecture; nil where it has none.
  static func weights(_ json: JSON, _ path: String) throws -> FlatWeights? {
    guard let lists = json["weightsManifest"] else { return nil }
    return try arrays(lists, FileTree(folder: FileTree.parts(of: path).folder), path, path)
  }

  /// The arrays of the lists, whose files lie in a folder or ZIP; `title` and `path` name the JSON and the model.
  static func arrays(
    _ lists: JSON, _ tree: FileTree, _ title: String, _ path: String
  ) throws -> FlatWeights {
    let manifest = try WeightsManifest(lists, file: title, shard: tree.bytes)
    return FlatWeights(manifest, file: path)
  }
}
