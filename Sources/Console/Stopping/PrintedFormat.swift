import Debugging
import Tensors
import Terminal

/// What a `dprintf` prints: its text with values in the places of `%g`.
struct PrintedFormat {
  private let format: PrintFormat
  private let arrays: ArrayText

  init(_ format: PrintFormat, _ arrays: ArrayText) {
    self.format = format
    self.arrays = arrays
  }

  /// The line for values in the order of the conversions.
  func text(_ values: [Tensor]) -> String {
    var rest = values[...]
    return format.pieces.map { piece in
      switch piece {
      case .text(let text): return text.visible
      case .value(let conversion, let width, let precision):
        guard let value = rest.popFirst() else { return "" }
        return text(value, conversion, precision).padded(to: width)
      }
    }.joined()
  }

  private func text(
    _ value: Tensor, _ conversion: PrintFormat.Conversion, _ precision: Int?
  ) -> String {
    if conversion == .text { return arrays.oneLine(value, width: arrays.format.width) }
    guard value.shape.rank > 0 else {
      return number(value.elements.first ?? .nan, value.dtype, conversion, precision)
    }
    // What is long loses its middle, as where it is printed.
    let edge = arrays.format.edgeItems
    let isCut = arrays.format.threshold.map { value.count > $0 } ?? false
    let texts = value.elements.enumerated().filter { index, _ in
      !isCut || index < edge || index >= value.count - edge
    }.map { number($0.element, value.dtype, conversion, precision) }
    let parts = isCut ? texts.prefix(edge) + ["…"] + texts.suffix(edge) : texts[...]
    return "[\(parts.joined(separator: " "))]"
  }

  private func number(
    _ value: Double, _ dtype: DType, _ conversion: PrintFormat.Conversion, _ precision: Int?
  ) -> String {
    switch conversion {
    case .whole: return NumberFormat.fixed(value, digits: 0)
    case .fixed: return NumberFormat.fixed(value, digits: precision ?? 6)
    case .scientific: return NumberFormat.scientific(value, digits: precision ?? 6)
    case .general, .text:
      guard let precision else { return NumberFormat.exact(value, dtype) }
      var short = NumberFormat()
      short.precision = precision
      return short.scalar(value, dtype)
    }
  }
}
