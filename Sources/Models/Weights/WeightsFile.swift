import Containers
import Layers

/// A file of weights, in any of the layouts that Keras and NumPy write.
enum WeightsFile {
  static func load(_ path: String, for graph: Graph, version: KerasVersion) throws
    -> LoadedWeights
  {
    if let (tree, base) = try Checkpoint.place(path),
      let found = try Checkpoint.read(tree, base, file: path)
    {
      return LoadedWeights(try found.weights(for: graph))
    }
    if let foreign = ForeignFile.named(path) { throw foreign.error(path) }
    if Folder.isPresent(path) { throw Folder.problem(path) }
    return try FileBytes(path: path).reading { try load($0, path, graph, version) }
  }

  private static func load(
    _ file: FileBytes, _ path: String, _ graph: Graph, _ version: KerasVersion
  ) throws -> LoadedWeights {
    switch ContainerFormat(sniffing: file.bytes) {
    case .hdf5: return try load(try HDF5File(file.bytes, name: path).root, path, for: graph)
    case .zip: return try load(try ZipArchive(file.bytes, name: path), path, file, graph, version)
    case .npy:
      return LoadedWeights(
        try SequencedWeights(array: file.bytes, path).weights(for: graph, version))
    case .json:
      let json = try JSON(parsing: file.bytes, file: path)
      if let found = try LayersModel.weights(json, path) { return try found.load(for: graph) }
      if let shards = try ShardedWeights(json, path) {
        return LoadedWeights(try shards.weights(for: graph))
      }
      throw ForeignFile.of(json)?.error(path)
        ?? OpenError(path, "this JSON holds no weights", advice)
    case .unknown:
      throw ForeignFile.of(file.bytes)?.error(path)
        ?? OpenError(path, "this is no file of weights", advice)
    }
  }

  private static let advice =
    "Expected what save_weights() wrote, a whole model, or np.savez(file, *model.get_weights())."

  private static func load(
    _ archive: ZipArchive, _ path: String, _ file: FileBytes, _ graph: Graph,
    _ version: KerasVersion
  ) throws -> LoadedWeights {
    if let entry = archive.modelEntry("model.weights.h5") {
      let bytes = try archive.bytes(of: entry)
      return try load(try HDF5File(bytes, name: path).root, path, for: graph)
    }
    if let tree = FileTree(archive, beside: "variables/variables.index", path: path),
      let found = try Checkpoint.read(tree, "variables/variables", file: path)
    {
      return LoadedWeights(try found.weights(for: graph))
    }
    if let foreign = ForeignFile.of(archive) { throw foreign.error(path) }
    let arrays = try Npz(file.bytes, name: path)
    guard !arrays.names.isEmpty else { throw OpenError(path, "this ZIP holds no weights", advice) }
    return LoadedWeights(
      try SequencedWeights(arrays, path, graph).weights(for: graph, version))
  }

  /// The weights in an HDF5 file of either layout.
  static func load(
    _ root: HDF5Group, _ path: String, for graph: Graph, assets: Assets? = nil
  ) throws -> LoadedWeights {
    if LegacyWeights.isPresent(in: root) {
      return try LegacyWeights(group: root, file: path).load(for: graph)
    }
    if root.contains("model_weights") {
      let group = try root.group("model_weights")
      return try LegacyWeights(group: group, file: path).load(for: graph)
    }
    // A model that is a class of its own keeps its layers under the names that its code has for them.
    let whole = WeightGroup([root])
    if PathWeights.isPresent(in: whole) || OwnModel.isOne(graph) {
      return try PathWeights(root: whole, file: path, assets: assets).load(for: graph)
    }
    throw OpenError(
      path, "the file is HDF5, but not laid out as Keras lays out weights",
      "Expected what save_weights() or save() wrote; at its top are: "
        + (root.childNames.isEmpty ? "nothing" : root.childNames.listed))
  }
}
