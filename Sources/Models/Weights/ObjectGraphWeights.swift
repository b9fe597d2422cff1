import Containers
import Layers

/// Weights in TensorFlow's own files: found by what the objects of the program called each other.
///
/// A model calls its layers `layer-0`, `layer-1`, …, a layer its variables `kernel` and `bias`, a Bidirectional what
/// stands in it `forward_layer` and `backward_layer`, and so on.
struct ObjectGraphWeights {
  let objects: TrackedObjects
  /// The file or folder, for messages.
  let file: String

  init(_ bundle: TensorBundle, _ graph: TrackableGraph, file: String) {
    objects = TrackedObjects(bundle, graph)
    self.file = file
  }

  /// The weights of a model's layers in their order.
  func weights(for graph: Graph) throws -> [LayerWeights] {
    if OwnModel.isOne(graph) {
      return try graph.nodes.map { node in
        guard node.part.layer.parts.isEmpty, !(node.part.layer is InputLayer) else {
          return LayerWeights.empty(for: node.layer)
        }
        return LayerWeights(unread: try objects.arrays(below: 0)).named(by: node.layer)
      }
    }
    // tf.train.Checkpoint(model=model) saves an object that has the model.
    let root = objects.layerCount(of: 0) == 0 ? objects.child("model", of: 0) ?? 0 : 0
    return try weights(for: graph, at: root, path: "the model")
  }

  private func weights(for graph: Graph, at node: Int, path: String) throws -> [LayerWeights] {
    let places = try places(of: graph, at: node, path: path)
    return try zip(graph.nodes, places).map { try read($0.part, at: $1) }
  }

  /// The objects that a model's layers are, nil for one without weights that is not among them.
  private func places(of graph: Graph, at node: Int, path: String) throws -> [Int?] {
    let children = objects.children(of: node)
    let count = objects.layerCount(of: node)
    // A Sequential does not count the input that stands in front of its layers.
    let hidden = graph.nodes.count - count
    if hidden == 0 || (hidden == 1 && graph.nodes.first?.layer is InputLayer) {
      return graph.nodes.indices.map { $0 < hidden ? nil : children["layer-\($0 - hidden)"] }
    }
    let expecting = graph.nodes.count { $0.layer.weightCount > 0 }
    let found = objects.layerCount(of: node, named: "layer_with_weights-")
    guard graph.nodes.allSatisfy(\.layer.knowsItsWeights), expecting == found else {
      throw OpenError(
        file,
        "\(path) has \(graph.nodes.count) layers, \(expecting) of them with weights, "
          + "but the file holds weights for \(count) layers, \(found) with weights",
        "Give the weights of just this architecture: model.save_weights(), or the whole model.")
    }
    var number = -1
    return graph.nodes.map { node in
      guard node.layer.weightCount > 0 else { return nil }
      number += 1
      return children["layer_with_weights-\(number)"]
    }
  }

  private func read(_ part: Part, at node: Int?) throws -> LayerWeights {
    guard let node else {
      guard part.layer.weightCount == 0 else { throw missing("variables", part) }
      return LayerWeights.empty(for: part.layer)
    }
    if !part.layer.isComputable || part.layer is any Written {
      return LayerWeights(unread: try objects.arrays(below: node)).named(by: part.layer)
    }
    var result = LayerWeights()
    if let model = part.layer as? ModelLayer {
      result.parts = try weights(for: model.graph, at: node, path: part.name)
      return result
    }
    var homes: [Int: Set<Int>] = [:]
    for spec in part.layer.weights {
      guard let (home, variable) = place(of: spec, part.layer, node) else {
        throw missing("variable \(spec.key)", part)
      }
      homes[home, default: []].insert(variable)
      result.own[spec.key] = StoredWeight(try objects.array(variable))
    }
    result.surplus =
      homes.sorted { $0.key < $1.key }.lazy
      .compactMap { objects.variable(of: $0, besides: $1) }.first
    result.parts = try parts(of: part, at: node)
    return result
  }

  /// The object that has a weight, and the variable that it is.
  private func place(
    of spec: WeightSpec, _ layer: any Layer, _ node: Int
  ) -> (home: Int, variable: Int)? {
    let groups = spec.groups.isEmpty ? [layer.weightGroup, []] : spec.groups.map { [$0] }
    for group in groups {
      guard let home = objects.descend(group, from: node),
        let variable = objects.variable(spec.key, of: home, inPart: !spec.groups.isEmpty)
      else { continue }
      return (home, variable)
    }
    return nil
  }

  /// The layers inside one; those of a list are numbered.
  private func parts(of part: Part, at node: Int) throws -> [LayerWeights] {
    var counts: [[String]: Int] = [:]
    return try part.layer.parts.map { inner in
      var path = inner.groups
      if path.dropLast().last == "cells" {
        path.removeLast()
        let number = counts[path, default: 0]
        counts[path] = number + 1
        path.append("\(number)")
      }
      return try read(inner, at: objects.descend(path, from: node))
    }
  }

  private func missing(_ what: String, _ part: Part) -> OpenError {
    OpenError(
      file, "the file has no \(what) of \(part.name) (\(part.config.kind))",
      "Weights of another model, or the file was changed.")
  }
}
