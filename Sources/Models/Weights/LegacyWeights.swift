import Containers
import Layers

/// Weights in the legacy layout: a group for each layer with the names of its arrays in order.
///
/// Matched by the order of `layer_names` and `weight_names`, never by the variables' names, whose
/// suffixes drift.
struct LegacyWeights {
  let group: HDF5Group
  let file: String

  /// Whether a group is laid out so.
  static func isPresent(in group: HDF5Group) -> Bool {
    ((try? group.attributes.named("layer_names")) ?? nil) != nil
      || ((try? group.attributes.named("layer_names0")) ?? nil) != nil
  }

  func weights(for graph: Graph) throws -> [LayerWeights] {
    var stored: [(name: String, arrays: [StoredArray])] = []
    for name in try list("layer_names", of: group) {
      let layer = try group.group(name)
      let arrays = try list("weight_names", of: layer).map { try layer.dataset($0).array }
      if !arrays.isEmpty { stored.append((name, arrays)) }
    }
    let expecting = graph.nodes.filter { $0.layer.weightCount > 0 }
    let unsupported = graph.nodes.filter { $0.layer is Unsupported || $0.layer.parts.contains { $0.layer is Unsupported } }
    if !unsupported.isEmpty { return try byName(stored, graph) }
    guard stored.count == expecting.count else {
      throw OpenError(
        file,
        "the architecture has \(expecting.count) layers with weights, but the file holds weights for \(stored.count)",
        "The weights belong to another architecture.")
    }
    var rest = stored[...]
    return try graph.nodes.map { node in
      guard node.layer.weightCount > 0, let next = rest.popFirst() else {
        return LayerWeights.empty(for: node.layer)
      }
      return try WeightList.assign(next.arrays, to: node.layer, node.part.config, file: file)
    }
  }

  /// Where a layer is not supported it is not known how many weights it has: names must do.
  private func byName(
    _ stored: [(name: String, arrays: [StoredArray])], _ graph: Graph
  ) throws -> [LayerWeights] {
    var byName: [String: [StoredArray]] = [:]
    for layer in stored { byName[layer.name] = layer.arrays }
    return try graph.nodes.map { node in
      guard node.layer.weightCount > 0, let arrays = byName[node.name] else {
        return LayerWeights.empty(for: node.layer)
      }
      return try WeightList.assign(arrays, to: node.layer, node.part.config, file: file)
    }
  }

  /// A list of names; long ones are split into `layer_names0`, `layer_names1`, ….
  private func list(_ name: String, of group: HDF5Group) throws -> [String] {
    if let whole = try group.attributes.named(name) { return try whole.strings() }
    var result: [String] = []
    var index = 0
    while let part = try group.attributes.named("\(name)\(index)"), index < 10_000 {
      result += try part.strings()
      index += 1
    }
    return result
  }
}
