import Containers
import Layers

/// Weights of Keras 3 over several files: `x.weights.json` says in which of the files beside it a group lies.
///
/// `{"metadata": {…}, "weight_map": {"/layers/dense/vars": ["x_00000.weights.h5"], …}}`; an entry may be one name.
struct ShardedWeights {
  private let file: String
  private let shards: [FileBytes]

  /// The most files that weights may lie over.
  private static let limit = 10_000

  /// Nil where the JSON is no map of weights. Files are looked for beside it, by their names alone.
  init?(_ json: JSON, _ path: String) throws {
    guard let map = json["weight_map"]?.objectValue else { return nil }
    file = path
    var names: Set<String> = []
    for (group, value) in map {
      let list = value.arrayValue ?? [value]
      for entry in list {
        guard let name = entry.stringValue, !name.isEmpty, name != ".", name != "..",
          !name.contains("/"), !name.contains("\0")
        else {
          throw OpenError(
            path,
            "the file of \(group) is \(entry.text.short()), which is no name of a file beside this one",
            "Expected what save_weights(\"x.weights.json\", max_shard_size=…) wrote.")
        }
        names.insert(name)
      }
    }
    guard !names.isEmpty, names.count <= ShardedWeights.limit else {
      throw OpenError(
        path, "its weight_map names \(names.count) files",
        "Expected what save_weights(\"x.weights.json\", max_shard_size=…) wrote.")
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let start = folder.isEmpty ? "" : folder.joined(separator: "/") + "/"
    shards = try names.sorted().map { name in
      guard OwnFolder.holds(start + name, beside: path) else {
        throw OpenError(
          path, "its weights lie over \(names.count) files, and \(name) is not beside it",
          "All files that save_weights() wrote belong into one folder: \(names.sorted().listed)")
      }
      return try FileBytes(path: start + name)
    }
  }

  func weights(for graph: Graph) throws -> [LayerWeights] {
    let roots = try shards.map { shard in
      try shard.reading { try HDF5File($0.bytes, name: shard.path).root }
    }
    return try PathWeights(root: WeightGroup(roots), file: file).weights(for: graph)
  }
}
