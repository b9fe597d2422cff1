import Layers
import Models

extension Model {
  /// Whether there is a layer at a path.
  func exists(_ path: [String]) -> Bool {
    var parts = layer.parts
    for (depth, name) in path.enumerated() {
      guard let part = parts.first(where: { $0.name == name }) else {
        // A name with a `/` in it.
        return parts.contains { $0.name == path[depth...].joined(separator: "/") }
      }
      parts = part.layer.parts
    }
    return true
  }

  /// Whether a layer at a path serves fit alone, so that nothing is computed of it.
  func servesFitAlone(_ path: [String]) -> Bool {
    var model: ModelLayer? = layer
    for name in path {
      guard let own = model, let node = own.graph.nodes.firstIndex(where: { $0.name == name })
      else {
        return false
      }
      if own.nodesOfFit.contains(node) { return true }
      model = own.graph.nodes[node].layer as? ModelLayer
    }
    return false
  }
}
