import Containers
import Tensors
import Views

/// What is shown as JSON, an object a line, for programs: `{"stop": …}`, `{"value": …}`, and
/// `{"text": …}` for all that is prose. Errors are `{"error": …}` on standard error.
extension Console {
  /// Shows a value that was printed.
  func show(_ tensor: Tensor, as label: String, _ lines: [String]) {
    guard output.emitsJSON else { return output.page(lines, pages: isInteractive) }
    output.json("value", JSONObject([("name", .string(label))] + tensor.members))
  }
}
