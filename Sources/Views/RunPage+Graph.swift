import Exports
import Models

/// The picture of a model's calls for a page: the levels of the picture at the prompt, from left to
/// right.
extension PageGraph {
  /// Columns of a layout in which every box has a width of 1.
  private static let pitch = Double(1 + GraphLayout.gap)
  /// The most boxes and points that are drawn.
  private static let most = 400

  init?(_ model: Model) {
    let graph = CallGraph(model.layer, path: "", shapes: OutputShapes(model))
    guard graph.calls.count > 1, graph.calls.count <= PageGraph.most,
      let layout = GraphLayout(graph, widths: graph.calls.map { _ in 1 }),
      layout.items.count <= 2 * PageGraph.most
    else { return nil }
    self.init(
      layout.items.map { item in
        let call = item.call.map { graph.calls[$0] }
        return Item(
          column: item.level, row: Double(item.left) / PageGraph.pitch,
          call: call.map { Call(path: $0.path, title: $0.title, shape: $0.shape) },
          sources: item.sources.map(\.item))
      })
  }
}
