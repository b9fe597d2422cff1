import Layers
import Models

/// A model's layer calls and what they read of each other, for a picture.
package struct CallGraph {
  /// One call of a layer: a box.
  package struct Call {
    /// `encoder/dense#2`, as frames are called.
    package let path: String
    /// The path without that of the model around it.
    package let name: String
    let title: String
    let shape: String
    /// The calls that it reads, by their numbers, with which of their outputs.
    var sources: [(call: Int, output: Int)]
    /// Whether it is a model of its own.
    package let isModel: Bool
    /// The layer's first call, where this is another one.
    package let first: String?
  }

  /// Each after those that it reads.
  package private(set) var calls: [Call] = []

  /// The calls of a model; `path` is that of the model itself where it is a layer of another one.
  package init(_ model: ModelLayer, path: String, shapes: OutputShapes) {
    let graph = model.graph
    var numbers: [CallReference: Int] = [:]
    for call in graph.inputs.map(\.call) + model.order {
      let node = graph.nodes[call.node]
      guard numbers[call] == nil, node.calls.indices.contains(call.index) else { continue }
      numbers[call] = calls.count
      let name = call.path(node.name)
      let own = path.isEmpty ? name : "\(path)/\(name)"
      calls.append(
        Call(
          path: own, name: name, title: node.part.title,
          shape: (node.layer as? InputLayer).map { CallGraph.text($0.shape) } ?? shapes.text(own),
          sources: node.calls[call.index].references.compactMap { reference in
            numbers[reference.call].map { ($0, reference.tensor) }
          },
          isModel: node.layer is ModelLayer,
          first: call.index == 0 ? nil : node.name))
    }
  }

  private static func text(_ shape: [Int?]?) -> String {
    guard let shape else { return "?" }
    return "(" + shape.map { $0.map(String.init) ?? "None" }.joined(separator: ", ") + ")"
  }
}
