import Containers
import Tensors
import Terminal

/// Arrays whose text is written as it is made, for the whole of it would take gigabytes.
extension Console {
  /// From how many numbers on.
  private static let large = 1_000_000

  /// Whether all of an array is to be written, and that is much.
  func writesInPieces(_ tensor: Tensor, all: Bool) -> Bool {
    let isCut = !all && arrayText.isCut(tensor)
    return tensor.count > Console.large && !isCut && !output.emitsJSON
  }

  /// `$1 = (3, 2) float32`, and the array below; Ctrl-C ends it between lines.
  func writeInPieces(_ label: String, _ tensor: Tensor) {
    var text = arrayText
    text.format.threshold = nil
    output.line("\(label) = " + "\(tensor.shape) \(tensor.dtype.rawValue)".marked(.dim))
    text.forEachLine(of: tensor) { output.line($0) }
    if Interruption.isWished() { output.line("… interrupted".marked(.dim)) }
  }
}
