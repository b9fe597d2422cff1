import Debugging
import Expressions
import Tensors
import Terminal
import Views

extension Console {
  /// The value of an expression as typed; says so where a variable gives way to the model's value.
  package func evaluate(_ text: String, shapeHint: Shape? = nil) throws -> Tensor {
    try debugger.evaluate(try expression(text), shapeHint: shapeHint)
  }

  /// Reads an expression whose names are those of the prompt.
  package func expression(_ text: String) throws(ExpressionError) -> Expression {
    let expression = try debugger.expression(text)
    for name in debugger.variablesHidden(in: expression) {
      output.line("(\(name) is the model's value here; $\(name) is your variable)".marked(.dim))
    }
    return expression
  }

  /// Shows a value and keeps it as `$3`.
  func keep(_ tensor: Tensor, showsAll: Bool) {
    debugger.kept.add(tensor)
    let label = "$\(debugger.kept.printed.count)"
    if writesInPieces(tensor, all: showsAll) { return writeInPieces(label, tensor) }
    show(tensor, as: label, valueLines(label, tensor, all: showsAll))
  }

  /// `$3 = [0.5 0.1]  (2) float32`, or the array on lines of its own.
  package func valueLines(_ label: String, _ tensor: Tensor, all: Bool) -> [String] {
    var style = arrayText
    if all { style.format.threshold = nil }
    let start = "\(label) = "
    if tensor.shape.rank == 0 {
      return [start + NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)]
    }
    let shape = "\(tensor.shape) \(tensor.dtype.rawValue)".marked(.dim)
    let lines = style.lines(tensor)
    if lines.count == 1, let line = lines.first, start.columns + line.columns + 20 < width {
      return ["\(start)\(line)  \(shape)"]
    }
    if let grid = MatrixGrid(presentation, tensor, all: all) {
      return ["\(start)\(shape)"] + grid.lines
    }
    return ["\(start)\(shape)"] + lines
  }
}
