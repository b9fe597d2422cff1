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
}
