import Debugging
import Expressions
import Tensors
import Terminal

/// Displays as they are shown.
extension Console {
  /// `* 1: C[3] = 0.5 (was 0.1)`: what is displayed here, what has changed marked.
  func displayLines() -> [String] { debugger.showDisplays().map(line) }

  func line(of display: Displays.Display) -> String { line(debugger.show(display)) }

  private func line(_ shown: Displays.Shown) -> String {
    let label = "\(shown.number): \(shown.text.visible)"
    switch shown.value {
    case .success(let tensor):
      let start = "\(shown.isChanged ? "*" : " ") \(label)"
      let text = displayed(tensor, room: width - start.columns - 3)
      var line = text == "\(tensor.shape)" ? "\(start) \(text)" : "\(start) = \(text)"
      if shown.isChanged, let before = shown.before, before.shape.rank == 0 {
        line += " (was \(displayed(before, room: 20)))"
      }
      return shown.isChanged ? line.marked(.strong) : line
    case .failure(let error):
      // That it is not computed yet is enough here; print says more.
      let reason = error.message.split(separator: ":").first ?? ""
      return "  \(label): \(reason)".marked(.dim)
    }
  }

  private func displayed(_ tensor: Tensor, room: Int) -> String {
    if tensor.shape.rank == 0 {
      return NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)
    }
    return arrayText.oneLine(tensor, width: max(room, 20))
  }
}
