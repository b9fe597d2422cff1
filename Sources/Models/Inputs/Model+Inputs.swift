import Layers
import Tensors

extension Model {
  /// `left (3), right (2)`: what it takes.
  package var inputsText: String {
    inputs.map { "\($0.name) \($0.shapeText)" }.joined(separator: ", ")
  }

  /// What can be fed to it, to begin with: `zeros`, and `left=random(seed=1) right=random(seed=1)`; to an input whose
  /// numbers are tokens `[1, 2, 3]`, as numbers between 0 and 1 are none.
  package var exampleFeeds: [String] {
    let tokens = inputs.indices.map { index in
      inputs[index].dtype == .string
        ? Feed.exampleText(inputs[index]) : exampleTokens(ofInput: index)
    }
    guard inputs.count > 1 else {
      return tokens.compactMap { $0 }.first.map { [$0] } ?? ["zeros", "random(seed=1)"]
    }
    let texts = zip(inputs, tokens).map { "\($0.name)=\($1 ?? "random(seed=1)")" }
    let hasText = inputs.contains { $0.dtype == .string }
    return (hasText ? [] : ["zeros"]) + [texts.joined(separator: " ")]
  }

  /// Whether an Embedding reads one of its inputs.
  package var readsTokens: Bool { inputs.indices.contains { tableRows(ofInput: $0) != nil } }

  /// The most tokens that are written one by one.
  private static let mostTokens = 8

  /// `[1, 2, 3]` or `1 + arange(200) % 11`: tokens other than 0 for an input that an Embedding reads; nil of any other.
  private func exampleTokens(ofInput index: Int) -> String? {
    guard let rows = tableRows(ofInput: index), rows > 1, let shape = inputs[index].shape,
      shape.count == 1
    else { return nil }
    let length = max(shape[0] ?? min(rows, 3), 1)
    guard length > Model.mostTokens else {
      return "[" + (0..<length).map { "\(1 + $0 % (rows - 1))" }.joined(separator: ", ") + "]"
    }
    return "1 + arange(\(length)) % \(rows - 1)"
  }

  /// How many rows the table has in which an input is looked up; nil of an input that no Embedding reads.
  private func tableRows(ofInput index: Int) -> Int? {
    let graph = layer.graph
    guard graph.inputs.indices.contains(index) else { return nil }
    return graph.nodes.compactMap { node in
      node.calls.contains { $0.references.contains(graph.inputs[index]) }
        ? node.layer.tableRows : nil
    }.min()
  }
}
