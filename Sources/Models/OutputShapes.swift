import Equations
import Tensors
import Terms

/// The shapes of the layers' outputs, with None where they follow the input.
package struct OutputShapes: Sendable {
  private var texts: [String: String] = [:]
  /// Why the model cannot be computed to its end.
  package private(set) var obstacle: Obstacle?

  /// Two programs for different lengths of what is open; what differs between them is open too.
  package init(_ model: Model) {
    guard let small = OutputShapes.program(model, 2), let large = OutputShapes.program(model, 3)
    else { return }
    obstacle = small.obstacle
    let other = Dictionary(large.frames.map { ($0.path, $0) }) { first, _ in first }
    for frame in small.frames {
      guard let twin = other[frame.path], frame.parent == nil || texts[frame.path] == nil else {
        continue
      }
      texts[frame.path] = zip(frame.outputs, twin.outputs).map { one, two in
        let dims = zip(one.shape.dims, two.shape.dims).map { $0 == $1 ? "\($0)" : "None" }
        return "(" + dims.joined(separator: ", ") + ")"
      }.joined(separator: ", ")
    }
    for input in model.inputs { texts[input.name] = input.shapeText }
  }

  private static func program(_ model: Model, _ open: Int) -> Program? {
    var shapes: [Shape] = []
    for input in model.inputs {
      guard let shape = input.shape else { return nil }
      shapes.append(Shape(shape.map { $0 ?? open }))
    }
    return try? model.program(for: shapes)
  }

  /// `(None, 8)`: what a layer gives, by its path; `?` where that is not known.
  package func text(_ layer: String) -> String { texts[layer] ?? "?" }
}
