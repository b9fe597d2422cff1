import Containers
import Equations
import Layers

/// Weights in the layout of `.keras` and `.weights.h5`: a group for each layer, named by its class
/// and a counter, with the arrays under `vars`.
struct PathWeights {
  let root: WeightGroup
  let file: String
  /// What stands beside the weights; nil where the file holds weights alone.
  private let assets: Assets?
  private let style: Style

  /// How the groups are named.
  private enum Style {
    /// Keras 2.14 and later: `layers/dense_1`.
    case layers
    /// TensorFlow 2.12 and 2.13: another name, and a layer with weights counts twice.
    case checkpointDependencies
  }

  init(root: WeightGroup, file: String, assets: Assets? = nil) {
    self.root = root
    self.file = file
    self.assets = assets
    style =
      root.contains("_layer_checkpoint_dependencies") ? .checkpointDependencies : .layers
  }

  /// Whether a file is laid out so.
  static func isPresent(in root: WeightGroup) -> Bool {
    root.contains("layers") || root.contains("_layer_checkpoint_dependencies")
  }

  func weights(for graph: Graph) throws -> [LayerWeights] { try load(for: graph).layers }

  /// The same with what is to be told of it.
  func load(for graph: Graph) throws -> LoadedWeights {
    var shared = Shared()
    let layers = try weights(for: graph, in: root, at: [], &shared)
    let own = OwnModel.isOne(graph) ? [] : try remarks(graph, layers)
    return LoadedWeights(layers, told: own + shared.remarks)
  }

  /// Layers that were found, by name, for one that stands in several models is stored once.
  private struct Shared {
    var byName: [String: LayerWeights] = [:]
    /// What was saved of each: another layer of the same name is no same layer.
    var configs: [String: JSON] = [:]
    /// Those of which nothing but their name and config says that they are the same.
    var taken: [String] = []

    var remarks: [String] {
      taken.map {
        "the file keeps no arrays of \($0) where it stands a second time: those of the first are taken, for it is called and "
          + "saved alike; Keras does not open such a file"
      }
    }
  }

  private func weights(
    for graph: Graph, in group: WeightGroup?, at path: [String], _ shared: inout Shared
  ) throws -> [LayerWeights] {
    let names = try groupNames(graph, in: group, shared)
    // The folders that layers stand in are opened once, for each lists all of them.
    var folders: [[String]: WeightGroup?] = [:]
    return try zip(graph.nodes, names).map { node, name in
      let folder = name.dropLast() as [String]
      let parent = try folders[folder] ?? subgroup(group, folder)
      folders.updateValue(parent, forKey: folder)
      return try read(
        node.part, try subgroup(parent, Array(name.suffix(1))), at: path + name, &shared)
    }
  }

  private func groupNames(
    _ graph: Graph, in group: WeightGroup?, _ shared: Shared
  ) throws -> [[String]] {
    switch style {
    case .layers:
      let skipped = try skipped(graph, in: group, shared)
      guard !skipped.isEmpty else { return graph.nodes.map(\.part.groups) }
      var counts: [String: Int] = [:]
      return graph.nodes.enumerated().map { index, node in
        if skipped.contains(index) { return ["layers", ""] }
        return ["layers", SnakeCase.numbered(node.part.config.kind, &counts)]
      }
    case .checkpointDependencies:
      var counts: [String: Int] = [:]
      return graph.nodes.map { node in
        let kind = node.part.config.kind
        let name = SnakeCase.numbered(kind, &counts)
        if node.layer.weightCount > 0 { _ = SnakeCase.numbered(kind, &counts) }
        return ["_layer_checkpoint_dependencies", name]
      }
    }
  }

  /// The layers that Keras 2.14 and 2.15 do not count: those that they have stored before, in
  /// another model. There are as many as there are groups too few.
  private func skipped(_ graph: Graph, in group: WeightGroup?, _ shared: Shared) throws -> Set<Int>
  {
    guard graph.nodes.first?.part.config.version.major == 2,
      let names = try subgroup(group, ["layers"])?.childNames
    else { return [] }
    let stored = Dictionary(grouping: names, by: SnakeCase.unnumbered)
    let byKind = Dictionary(grouping: graph.nodes.indices) {
      SnakeCase.of(graph.nodes[$0].part.config.kind)
    }
    var skipped: Set<Int> = []
    for (kind, nodes) in byKind {
      let missing = nodes.count - (stored[kind]?.count ?? 0)
      guard missing > 0 else { continue }
      let known = nodes.filter {
        shared.byName[graph.nodes[$0].name] != nil && mayBeShared(graph.nodes[$0].part)
      }
      skipped.formUnion(known.prefix(missing))
    }
    return skipped
  }

  /// Whether a layer may be one that stands elsewhere too: a whole model says so, an architecture beside its weights does not.
  private func mayBeShared(_ part: Part) -> Bool {
    part.config.isShared || assets == nil || part.layer.weightCount == 0
  }

  func subgroup(_ group: WeightGroup?, _ path: [String]) throws -> WeightGroup? {
    var current = group
    for name in path {
      guard let here = current, here.contains(name) else { return nil }
      current = try here.group(name)
    }
    return current
  }

  private func read(
    _ part: Part, _ group: WeightGroup?, at path: [String], _ shared: inout Shared
  ) throws -> LayerWeights {
    var result = LayerWeights()
    result.areByPath = true
    var counts: [[String]: Int] = [:]
    for spec in part.layer.weights {
      let index = counts[spec.groups, default: 0] + spec.behind
      counts[spec.groups] = index + 1
      let vars = try self.vars(of: part, spec, group)
      // A few stand there under their own names.
      let name = ["\(index)", spec.key].first { vars?.contains($0) ?? false }
      guard let vars, let name else {
        result.own[spec.key] = spec.factor.flatMap { factor in
          result.own[factor.key].map { MissingFactor(spec, factor, besides: $0) }
        }
        continue
      }
      result.own[spec.key] = StoredWeight(try vars.array(name))
    }
    result.kept = try kept(of: part, group, path)
    result.surplus = try surplus(of: part, counts, group)
    if !part.layer.isComputable || part.layer is any Written, let group {
      result = LayerWeights(unread: try arrays(in: group)).named(by: part.layer)
    }
    let isMissing = group == nil || (result.own.isEmpty && !part.layer.weights.isEmpty)
    if isMissing, let known = shared.byName[part.name],
      shared.configs[part.name] == part.config.json.withoutSharedIDs, mayBeShared(part)
    {
      if !part.config.isShared, part.layer.weightCount > 0 { shared.taken.append(part.name) }
      return known
    }
    if let model = part.layer as? ModelLayer {
      result.parts = try weights(for: model.graph, in: group, at: path, &shared)
    } else {
      result.parts = try parts(of: part, in: group, at: path, &shared)
    }
    shared.byName[part.name] = result
    shared.configs[part.name] = part.config.json.withoutSharedIDs
    return result
  }

  /// What a layer keeps beside its weights.
  private func kept(
    of part: Part, _ group: WeightGroup?, _ path: [String]
  ) throws -> [String: any WeightSource] {
    var kept: [String: any WeightSource] = [:]
    if let vars = try subgroup(group, ["vars"]) {
      for name in part.layer.keptNames where vars.contains(name) {
        kept[name] = StoredWeight(try vars.array(name))
      }
    }
    if part.layer.keepsVocabulary, let words = try assets?.vocabulary(at: path, part.config.version)
    {
      kept["vocabulary"] = ConstantArray(words)
    }
    return kept
  }

  /// All arrays below a group, of a layer that is not supported; states of random numbers are none.
  private func arrays(in group: WeightGroup) throws -> [StoredArray] {
    let others = ["seed_generator", "optimizer"]
    return try group.arrays(inOrder: PathWeights.inOrder) { others.contains(where: $0.hasPrefix) }
  }

  /// A layer's own arrays before those of what stands in it, and 2 before 10.
  private static func inOrder(_ names: [String]) -> [String] {
    names.filter { $0 == "vars" }
      + names.filter { Int($0) != nil }.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
      + names.filter { $0 != "vars" && Int($0) == nil }
  }

  /// The group of the arrays among which a weight is counted.
  func vars(
    of part: Part, _ spec: WeightSpec, _ group: WeightGroup?
  ) throws -> WeightGroup? {
    let names = spec.groups.isEmpty ? [part.layer.weightGroup] : spec.groups.map { [$0] }
    for name in names {
      if let found = try subgroup(group, name + ["vars"]) { return found }
    }
    return nil
  }

  /// The layers inside a wrapper; those of one class in a list are numbered.
  private func parts(
    of part: Part, in group: WeightGroup?, at place: [String], _ shared: inout Shared
  ) throws -> [LayerWeights] {
    var counts: [String: Int] = [:]
    return try part.layer.parts.map { inner in
      var path = inner.groups
      if path.contains("cells") || path.contains("_pipeline_layers"), let kind = path.popLast() {
        path.append(SnakeCase.numbered(kind, &counts))
      }
      return try read(inner, try subgroup(group, path), at: place + path, &shared)
    }
  }
}

extension JSON {
  /// Without the numbers by which Keras 3 tells objects that stand in several places: they differ from place to place.
  fileprivate var withoutSharedIDs: JSON {
    switch self {
    case .array(let list): .array(list.map(\.withoutSharedIDs))
    case .object(let object):
      .object(
        JSONObject(
          object.filter { $0.key != "shared_object_id" }
            .map { (key: $0.key, value: $0.value.withoutSharedIDs) }))
    default: self
    }
  }
}
