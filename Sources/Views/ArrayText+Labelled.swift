import Tensors
import Terminal

extension ArrayText {
  /// `z (2, 2) = [[…`: an array behind its label, or below it where its rows are whole there alone.
  package func lines(_ tensor: Tensor, behind label: String) -> [String] {
    let beside = lines(tensor, indent: label.columns)
    let margin = String(label.prefix { $0 == " " }) + "  "
    let below = lines(tensor, indent: margin.count)
    guard let first = beside.first, let top = below.first else { return [label] }
    return below.count + 1 < beside.count
      ? [String(label.dropLast()), margin + top] + below.dropFirst()
      : [label + first] + beside.dropFirst()
  }
}
