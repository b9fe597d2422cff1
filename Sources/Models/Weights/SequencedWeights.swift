import Containers
import Layers

/// Arrays in the order of `get_weights()`: layer by layer, those of nested models in their place.
///
/// `np.savez(file, *model.get_weights())` calls them arr_0, arr_1, …; a model of one weight may keep it as `.npy`; arrays
/// of other names are told by these, `dense/kernel`.
struct SequencedWeights {
  private let arrays: [StoredArray]
  private let file: String

  init(_ npz: Npz, _ file: String, _ graph: Graph) throws {
    self.file = file
    let names = npz.names.indices.map { "arr_\($0)" }
    if Set(names) == Set(npz.names) {
      arrays = try names.map { try npz.array($0) }
    } else {
      let places = WeightNamesInOrder(graph)
      guard let order = places.order(of: npz.names) else {
        throw OpenError(
          file, "its arrays have names that are not those of the weights: \(npz.names.listed)",
          "Expected arr_0, arr_1, … as np.savez(file, *model.get_weights()) calls them, or a name for every weight: "
            + places.examples.listed)
      }
      arrays = try order.map { try npz.array(npz.names[$0]) }
    }
  }

  /// One array by itself.
  init(array bytes: Bytes, _ file: String) throws {
    self.file = file
    do {
      arrays = [try Npy.read(bytes, name: "array", file: file)]
    } catch {
      guard error.kind != .damaged, error.kind != .unreadable else { throw error }
      throw OpenError(
        file,
        "this is a NumPy file of Python objects (pickled), which may run code and are never read",
        "np.save(file, model.get_weights()) writes such. In Python: np.savez(\"weights.npz\", "
          + "*np.load(file, allow_pickle=True))")
    }
  }

  func weights(for graph: Graph, _ version: KerasVersion) throws -> [LayerWeights] {
    let count = graph.nodes.reduce(0) { $0 + $1.layer.weightCount }
    guard arrays.count == count else {
      throw OpenError(
        file,
        "the file holds \(arrays.count) array\(arrays.count == 1 ? "" : "s"), and get_weights() of this model gives \(count)",
        "Weights of another model, or the model has layers whose weights are not known here.")
    }
    var rest = arrays[...]
    return try weights(graph, version, &rest)
  }

  private func weights(
    _ graph: Graph, _ version: KerasVersion, _ rest: inout ArraySlice<StoredArray>
  ) throws -> [LayerWeights] {
    try graph.nodes.map { node in
      if let model = node.layer as? ModelLayer {
        return LayerWeights(parts: try weights(model.graph, version, &rest))
      }
      let own = Array(rest.prefix(node.layer.weightCount))
      rest = rest.dropFirst(own.count)
      return try WeightList.assign(
        own, to: node.layer, node.part.config, WeightOrigin(file: file),
        // Keras 3 goes through what stands inside a layer without asking what is trainable.
        inOrderOfMaking: version.major >= 3)
    }
  }
}
