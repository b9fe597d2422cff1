import Containers
import Equations
import Layers

/// The weights of a model as a .keras keeps them: a group for each layer, by its class and a counter, the arrays under
/// `vars`. What `PathWeights` reads.
struct PathTree {
  private(set) var root = HDF5Tree()

  init(_ model: ModelLayer, _ weights: [LayerWeights]) throws {
    root.group(["vars"])
    try add(model.graph, weights, at: [])
  }

  private mutating func add(_ graph: Graph, _ weights: [LayerWeights], at path: [String]) throws {
    for (index, node) in graph.nodes.enumerated() {
      let own = weights.indices.contains(index) ? weights[index] : LayerWeights()
      try add(node.part, own, at: path + node.part.groups)
    }
  }

  private mutating func add(_ part: Part, _ weights: LayerWeights, at path: [String]) throws {
    root.group(path + ["vars"])
    var counts: [[String]: Int] = [:]
    for spec in part.layer.weights {
      if spec.factor != nil {
        try PathTree.refuseFactor(weights.own[spec.key], part)
        continue
      }
      let index = counts[spec.groups, default: 0] + spec.behind
      counts[spec.groups] = index + 1
      let group = spec.groups.isEmpty ? part.layer.weightGroup : [PathTree.group(spec, part)]
      let place = path + group + ["vars"]
      for before in 0..<spec.behind {
        // What an inner layer has is kept in front of it once more.
        guard let inner = part.layer.parts.first, inner.layer.weights.indices.contains(before)
        else { continue }
        let key = inner.layer.weights[before].key
        root.add(
          try HDF5Values(try weights.part(0).required(key, inner)), at: place + ["\(before)"])
      }
      root.add(try HDF5Values(try weights.required(spec.key, part)), at: place + ["\(index)"])
    }
    if let model = part.layer as? ModelLayer {
      return try add(model.graph, weights.parts, at: path)
    }
    var numbers: [String: Int] = [:]
    for (index, inner) in part.layer.parts.enumerated() {
      var groups = inner.groups
      if groups.contains("cells") || groups.contains("_pipeline_layers"),
        let kind = groups.popLast()
      {
        groups.append(SnakeCase.numbered(kind, &numbers))
      }
      try add(inner, weights.part(index), at: path + groups)
    }
  }

  /// A .keras keeps no factors of low rank: Keras adds their product to the weight that they adapt.
  private static func refuseFactor(_ factor: (any WeightSource)?, _ part: Part) throws {
    guard let factor, !(factor is MissingFactor),
      try HDF5Values(factor).content.bytes.contains(where: { $0 != 0 })
    else { return }
    throw ConversionError(
      "\(part.name) is adapted by factors of low rank (LoRA), which a .keras does not keep",
      hint: "Give a name that ends in .h5, or save it with Keras 3, which adds them to the weight.")
  }

  /// The group of a weight of an inner layer, by the name that Keras 3.15 has for it: an attribute that is no property.
  private static func group(_ spec: WeightSpec, _ part: Part) -> String {
    let isHidden = part.config.kind == "GroupQueryAttention" || spec.key.hasPrefix("gate_")
    return spec.groups.first { $0.hasPrefix("_") == isHidden } ?? spec.groups[0]
  }
}
