import Containers
import Layers

/// The arrays of `np.savez(file, *model.get_weights())`: arr_0, arr_1, … in the order of
/// `get_weights()`, layer by layer, those of nested models in their place.
struct SequencedWeights {
  private let arrays: [StoredArray]
  private let file: String

  init(_ npz: Npz, _ file: String) throws {
    let names = npz.names.indices.map { "arr_\($0)" }
    guard Set(names) == Set(npz.names) else {
      throw OpenError(
        file, "its arrays have names of their own: \(npz.names.listed)",
        "Which belongs to which layer is known of np.savez(file, *model.get_weights()) alone, "
          + "whose arrays are arr_0, arr_1, …, and of what save_weights() writes.")
    }
    arrays = try names.map { try npz.array($0) }
    self.file = file
  }

  func weights(for graph: Graph, _ version: KerasVersion) throws -> [LayerWeights] {
    let count = graph.nodes.reduce(0) { $0 + $1.layer.weightCount }
    guard arrays.count == count else {
      throw OpenError(
        file,
        "the file holds \(arrays.count) arrays, and get_weights() of this model gives \(count)",
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
