import Containers
import Layers

/// The arrays of all layers in one list, as TensorFlow.js has them: layer by layer, in the order of the model or in that of
/// the layers' names, as the converter found them in an .h5. Their names say which of the two it is. What it has made of a
/// .keras tells the place of each array there.
struct FlatWeights {
  private let arrays: [StoredArray]
  private let smaller: Set<String>
  private let file: String

  init(_ manifest: WeightsManifest, file: String) {
    (arrays, smaller, self.file) = (manifest.arrays, manifest.smaller, file)
  }

  func load(for graph: Graph) throws -> LoadedWeights {
    LoadedWeights(
      try weights(for: graph),
      remarks: smaller.sorted().map { format in
        "weights are \(format) in the file, in place of float32: the model that it was made from gives other digits"
      })
  }

  private func weights(for graph: Graph) throws -> [LayerWeights] {
    if let root = ArrayFolder(arrays, file: file).map({ WeightGroup([$0]) }),
      PathWeights.isPresent(in: root)
    {
      return try PathWeights(root: root, file: file).weights(for: graph)
    }
    let nodes = graph.nodes
    let origin = WeightOrigin(file: file)
    guard nodes.allSatisfy(\.layer.knowsItsWeights) else {
      return try ListedWeights(byName(nodes), origin).weights(for: graph)
    }
    let expecting = nodes.indices.filter { nodes[$0].layer.weightCount > 0 }
    let count = expecting.reduce(0) { $0 + nodes[$1].layer.weightCount }
    guard arrays.count == count else {
      throw OpenError(
        file, "the file holds \(arrays.count) arrays, and the layers of this model have \(count)",
        "Weights of another model, or the file was changed.")
    }
    let sorted = expecting.sorted {
      nodes[$0].name.utf8.lexicographicallyPrecedes(nodes[$1].name.utf8)
    }
    for order in [expecting, sorted] {
      // Layers may have been renamed: where there is one order alone, names do not matter.
      guard let lists = split(nodes, order, byNames: sorted != expecting) else { continue }
      let inOrder = expecting.map { LayerArrays(nodes[$0].name, lists[$0] ?? []) }
      return try ListedWeights(inOrder, origin).weights(for: graph)
    }
    throw OpenError(
      file,
      "the names of its arrays are not those of the model's layers: \(arrays.map(\.name).listed)",
      "The file was changed, or written by a program that calls them otherwise.")
  }

  /// The arrays cut in lists for layers in some order; nil where a name says that its array is another layer's.
  private func split(
    _ nodes: [Graph.Node], _ order: [Int], byNames: Bool
  ) -> [Int: [StoredArray]]? {
    var rest = arrays[...]
    var lists: [Int: [StoredArray]] = [:]
    for index in order {
      let own = Array(rest.prefix(nodes[index].layer.weightCount))
      rest = rest.dropFirst(own.count)
      let names = FlatWeights.names(nodes[index].part)
      guard !byNames || own.allSatisfy({ FlatWeights.belongs($0, to: names) }) else { return nil }
      lists[index] = own
    }
    return lists
  }

  /// The arrays by the layer that their names say, where it is not known how many each has.
  private func byName(_ nodes: [Graph.Node]) -> [LayerArrays] {
    nodes.map { node in
      let names = FlatWeights.names(node.part)
      return LayerArrays(node.name, arrays.filter { FlatWeights.belongs($0, to: names) })
    }
  }

  /// What a layer and those inside it are called.
  private static func names(_ part: Part) -> Set<String> {
    part.layer.parts.reduce(into: [part.name, part.config.name]) { $0.formUnion(names($1)) }
  }

  private static func belongs(_ array: StoredArray, to names: Set<String>) -> Bool {
    names.contains { array.name.hasPrefix($0 + "/") || array.name.contains("/\($0)/") }
  }
}
