import Layers

/// Arrays that belong to nothing.
extension PathWeights {
  /// What is to be told of arrays of the model itself, of models in it and of inputs, none of which has any.
  func remarks(_ graph: Graph, _ layers: [LayerWeights]) throws -> [String] {
    let own = try subgroup(root, ["vars"])?.childNames.min()
    return (own.map { [PathWeights.remark("vars/\($0)", "the model itself")] } ?? [])
      + PathWeights.remarks(graph, layers)
  }

  private static func remarks(_ graph: Graph, _ layers: [LayerWeights]) -> [String] {
    zip(graph.nodes, layers).flatMap { node, weights -> [String] in
      let model = node.layer as? ModelLayer
      guard model != nil || node.layer is InputLayer else { return [] }
      return (weights.surplus.map { [remark($0, node.name)] } ?? [])
        + (model.map { remarks($0.graph, weights.parts) } ?? [])
    }
  }

  private static func remark(_ array: String, _ owner: String) -> String {
    "the file keeps an array \(array) of \(owner), which has no weights of its own: it is not used, and Keras does not "
      + "load such a file"
  }

  /// An array among a layer's weights that it is not known to have, such as the scale of a kernel
  /// that was quantized.
  func surplus(
    of part: Part, _ counts: [[String]: Int], _ group: WeightGroup?
  ) throws -> String? {
    guard part.layer.isComputable else { return nil }
    var seen: Set<[String]> = []
    for spec in part.layer.weights where seen.insert(spec.groups).inserted {
      guard let vars = try vars(of: part, spec, group) else { continue }
      let count = counts[spec.groups, default: 0]
      let named = part.layer.weights.map(\.key) + part.layer.keptNames
      let extra = vars.childNames.filter { name in
        Int(name).map { $0 >= count } ?? !named.contains(name)
      }.sorted().first
      if let extra { return (spec.groups.prefix(1) + ["vars", extra]).joined(separator: "/") }
    }
    // Where it keeps none of its weights there are none.
    let others = [[], part.layer.weightGroup].filter {
      $0 != part.layer.weightGroup || !seen.contains([])
    }
    for place in others {
      let names = try subgroup(group, place + ["vars"])?.childNames ?? []
      if let extra = names.filter({ !part.layer.keptNames.contains($0) }).min() {
        return (place + ["vars", extra]).joined(separator: "/")
      }
    }
    return nil
  }
}
