import Containers
import Layers

/// A whole model as an .h5 keeps it: attributes of the root, and a group for each layer with the names of its arrays in
/// order. What `LegacyWeights` reads.
struct LegacyTree {
  private(set) var root = HDF5Tree()

  init(_ architecture: JSON, _ model: ModelLayer, _ weights: [LayerWeights]) throws {
    root.set("keras_version", to: "\(ConversionTarget.version)")
    root.set("backend", to: "tensorflow")
    root.set("model_config", to: architecture.text)
    var group = HDF5Tree()
    group.set("keras_version", to: "\(ConversionTarget.version)")
    group.set("backend", to: "tensorflow")
    try LegacyTree.set("layer_names", model.graph.nodes.map(\.name), &group)
    for (index, node) in model.graph.nodes.enumerated() {
      try LegacyTree.add(
        node.part, weights.indices.contains(index) ? weights[index] : LayerWeights(), to: &group)
    }
    root.group(["model_weights"]) { $0 = group }
  }

  private static func add(
    _ part: Part, _ weights: LayerWeights, to tree: inout HDF5Tree
  ) throws {
    let all = WeightSlots(part.layer, part.config)
    let count = all.inOrderOfMaking.count
    let slots = all.ordered(names: [String](repeating: "", count: count)) ?? []
    var names: [String] = []
    var group = HDF5Tree()
    for slot in slots {
      let (owner, own, path) = place(slot.path[...], part, weights)
      let name = unique((path + LegacyTree.words(slot)).joined(separator: "/"), names)
      names.append(name)
      group.add(
        try HDF5Values(try own.required(slot.key, owner)),
        at: name.split(separator: "/").map(String.init))
    }
    try set("weight_names", names, &group)
    tree.group([part.name]) { $0 = group }
  }

  /// The part that a slot is of, its weights, and the names on the way to it.
  private static func place(
    _ path: ArraySlice<Int>, _ part: Part, _ weights: LayerWeights
  ) -> (Part, LayerWeights, [String]) {
    guard let first = path.first, part.layer.parts.indices.contains(first) else {
      return (part, weights, [part.name])
    }
    let (owner, own, rest) = place(path.dropFirst(), part.layer.parts[first], weights.part(first))
    return (owner, own, [part.name] + rest)
  }

  /// What a weight is called in its layer: `kernel`, and `query/kernel` of an inner layer.
  private static func words(_ slot: WeightSlot) -> [String] {
    guard let word = slot.word, let bar = slot.key.lastIndex(of: "_") else { return [slot.key] }
    return [word, String(slot.key[slot.key.index(after: bar)...])]
  }

  private static func unique(_ name: String, _ others: [String]) -> String {
    let whole = "\(name):0"
    guard others.contains(whole) else { return whole }
    return (1...).lazy.map { "\(name)_\($0):0" }.first { !others.contains($0) } ?? whole
  }

  /// A list of names; one that is too long for an attribute in parts, `layer_names0`, `layer_names1`, ….
  private static func set(
    _ name: String, _ list: [String], _ tree: inout HDF5Tree
  ) throws {
    let most = max(HDF5Tree.listLimit / HDF5Tree.width(list), 1)
    guard list.count > most else { return try tree.set(name, to: list) }
    for (part, start) in stride(from: 0, to: list.count, by: most).enumerated() {
      try tree.set(
        "\(name)\(part)", to: Array(list[start..<min(start + most, list.count)]))
    }
  }
}
