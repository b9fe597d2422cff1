import Containers
import Equations
import Layers

/// Weights in the layout of `.keras` and `.weights.h5`: a group for each layer, named by its class
/// and a counter, with the arrays under `vars`.
struct PathWeights {
  let root: HDF5Group
  let file: String
  private let style: Style

  /// How the groups are named.
  private enum Style {
    /// Keras 2.14 and later: `layers/dense_1`.
    case layers
    /// TensorFlow 2.12 and 2.13: another name, and a layer with weights counts twice.
    case checkpointDependencies
  }

  init(root: HDF5Group, file: String) {
    self.root = root
    self.file = file
    style =
      root.contains("_layer_checkpoint_dependencies") ? .checkpointDependencies : .layers
  }

  /// Whether a file is laid out so.
  static func isPresent(in root: HDF5Group) -> Bool {
    root.contains("layers") || root.contains("_layer_checkpoint_dependencies")
  }

  func weights(for graph: Graph) throws -> [LayerWeights] {
    var shared = Shared()
    return try weights(for: graph, in: root, &shared)
  }

  /// Layers that were found, by name, for one that stands in several models is stored once.
  private struct Shared {
    var byName: [String: LayerWeights] = [:]
  }

  private func weights(
    for graph: Graph, in group: HDF5Group?, _ shared: inout Shared
  ) throws -> [LayerWeights] {
    let names = groupNames(graph)
    return try zip(graph.nodes, names).map { node, name in
      let own = try subgroup(group, name)
      return try read(node.part, own, &shared)
    }
  }

  private func groupNames(_ graph: Graph) -> [[String]] {
    guard style == .checkpointDependencies else { return graph.nodes.map(\.part.groups) }
    var counts: [String: Int] = [:]
    return graph.nodes.map { node in
      let base = node.part.groups.last.map { _ in SnakeCase.of(node.part.config.kind) } ?? ""
      let count = counts[base, default: 0]
      counts[base] = count + (node.layer.weightCount > 0 ? 2 : 1)
      return ["_layer_checkpoint_dependencies", count == 0 ? base : "\(base)_\(count)"]
    }
  }

  private func subgroup(_ group: HDF5Group?, _ path: [String]) throws -> HDF5Group? {
    var current = group
    for name in path {
      guard let here = current, here.contains(name) else { return nil }
      current = try here.group(name)
    }
    return current
  }

  private func read(_ part: Part, _ group: HDF5Group?, _ shared: inout Shared) throws
    -> LayerWeights
  {
    var result = LayerWeights()
    let vars = try subgroup(group, part.layer.weightGroup + ["vars"])
    for (index, spec) in part.layer.weights.enumerated() {
      guard let vars, vars.contains("\(index)") else { continue }
      result.own[spec.key] = StoredWeight(try vars.dataset("\(index)").array)
    }
    if result.own.isEmpty, !part.layer.weights.isEmpty, let known = shared.byName[part.name] {
      return known
    }
    if let model = part.layer as? ModelLayer {
      result.parts = try weights(for: model.graph, in: group, &shared)
    } else {
      result.parts = try parts(of: part, in: group, &shared)
    }
    shared.byName[part.name] = result
    return result
  }

  /// The layers inside a wrapper; cells of one class in a list are numbered.
  private func parts(of part: Part, in group: HDF5Group?, _ shared: inout Shared) throws
    -> [LayerWeights]
  {
    var counts: [String: Int] = [:]
    return try part.layer.parts.map { inner in
      var path = inner.groups
      if path.contains("cells"), let kind = path.popLast() {
        let base = SnakeCase.of(kind)
        let count = counts[base, default: 0]
        counts[base] = count + 1
        path.append(count == 0 ? base : "\(base)_\(count)")
      }
      return try read(inner, try subgroup(group, path), &shared)
    }
  }
}
