import Equations
import Tensors
import Terms

/// The shapes of the layers' outputs, with None where they follow the input.
package struct OutputShapes: Sendable {
  private var texts: [String: String] = [:]
  /// Why the model cannot be computed to its end.
  package private(set) var obstacle: Obstacle?
  /// How many numbers the weights of each layer call and of those inside it have.
  private var parameters: [String: Int] = [:]

  /// Two programs for different lengths of what is open; what differs between them is open too.
  package init(_ model: Model) {
    // Of an architecture alone, the shapes that there would be.
    let isBare = model.hasNoWeights
    guard let small = OutputShapes.program(model, 2, isBare),
      let large = OutputShapes.program(model, 3, isBare)
    else { return }
    obstacle = isBare ? OutputShapes.program(model, 2, false)?.obstacle : small.obstacle
    for frame in small.frames {
      let count = frame.weights.reduce(0) { $0 + $1.shape.count }
      for path in OutputShapes.around(frame.path) where count > 0 {
        parameters[path, default: 0] += count
      }
    }
    let other = Dictionary(large.frames.map { ($0.path, $0) }) { first, _ in first }
    for frame in small.frames {
      guard let twin = other[frame.path], frame.parent == nil || texts[frame.path] == nil,
        !frame.outputs.isEmpty
      else { continue }
      texts[frame.path] = zip(frame.outputs, twin.outputs).map { one, two in
        let dims = zip(one.shape.dims, two.shape.dims).map { $0 == $1 ? "\($0)" : "None" }
        return "(" + dims.joined(separator: ", ") + ")"
      }.joined(separator: ", ")
    }
    for input in model.inputs { texts[input.name] = input.shapeText }
  }

  private static func program(_ model: Model, _ open: Int, _ imagines: Bool) -> Program? {
    var model = model
    model.imaginedWords = open
    return model.inputShapes(open: open).flatMap {
      try? model.program(for: $0, imaginesWeights: imagines)
    }
  }

  /// How many numbers the weights of a layer and of those inside it have; those of a shared layer's
  /// later calls are not counted again.
  package func parameterCount(_ layer: String) -> Int { parameters[layer] ?? 0 }

  /// `a`, `a/b`, `a/b/c` of the path of a layer in layers.
  private static func around(_ path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) } + [path]
  }

  /// `(None, 8)`: what a layer gives, by its path; `?` where that is not known.
  package func text(_ layer: String) -> String { texts[layer] ?? "?" }
}
