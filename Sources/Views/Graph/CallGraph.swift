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
    let inputs = graph.inputs.map { (node: $0.node, call: $0.call) }
    var numbers: [TensorReference: Int] = [:]
    for (node, index) in inputs + model.order {
      let whole = TensorReference(node: node, call: index, tensor: 0)
      guard numbers[whole] == nil, graph.nodes[node].calls.indices.contains(index) else { continue }
      numbers[whole] = calls.count
      let call = graph.nodes[node].calls[index]
      let keywords = call.keywords.sorted { $0.key < $1.key }.map(\.value)
      let references = (call.arguments + keywords).flatMap(\.tensors)
      let name = graph.nodes[node].name + (index == 0 ? "" : "#\(index + 1)")
      let own = path.isEmpty ? name : "\(path)/\(name)"
      let layer = graph.nodes[node].layer
      calls.append(
        Call(
          path: own, name: name, title: graph.nodes[node].part.title,
          shape: (layer as? InputLayer).map { CallGraph.text($0.shape) } ?? shapes.text(own),
          sources: references.compactMap { reference in
            let source = TensorReference(node: reference.node, call: reference.call, tensor: 0)
            return numbers[source].map { ($0, reference.tensor) }
          },
          isModel: layer is ModelLayer,
          first: index == 0 ? nil : graph.nodes[node].name))
    }
  }

  private static func text(_ shape: [Int?]?) -> String {
    guard let shape else { return "?" }
    return "(" + shape.map { $0.map(String.init) ?? "None" }.joined(separator: ", ") + ")"
  }
}
