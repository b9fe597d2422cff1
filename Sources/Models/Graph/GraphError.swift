/// Layers of a file that do not make a graph.
struct GraphError: Error, CustomStringConvertible {
  let model: String
  let reason: String

  var description: String { "the model \(model): \(reason)" }
}
