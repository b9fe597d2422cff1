import Tensors
import Terminal

/// A matrix that is wider than the screen: its rows and columns with their numbers.
///
/// ```
///            0       1       2  …       6       7
///   0   0.2920 -0.1150  1.4310  … -0.6220  0.0360
///   1  -0.5020  0.9520  0.4580  …  0.7060  1.7750
/// ```
/// What is whole but does not fit beside each other stands in blocks of columns below each other.
package struct MatrixGrid {
  private let presentation: Presentation
  private let tensor: Tensor
  /// The rows and columns that are shown; nil stands for those that are left out.
  private let rows, columns: [Int?]
  private let write: (Double) -> String
  private let shown: Int
  /// The columns of the screen that a number takes, and a row's own.
  private let cell, label: Int

  /// nil where the matrix fits as it is usually written, or it is none.
  package init?(_ presentation: Presentation, _ tensor: Tensor, all: Bool) {
    guard presentation.cuts, tensor.shape.rank == 2, tensor.count > 0 else { return nil }
    let (height, width) = (tensor.shape[0], tensor.shape[1])
    let cuts = !all && (presentation.format.threshold.map { tensor.count > $0 } ?? false)
    let ends = cuts ? max(presentation.format.edgeItems, 1) : nil
    let rows = MatrixGrid.places(height, keeping: ends)
    let columns = MatrixGrid.places(width, keeping: ends)
    let numbers = rows.compactMap { $0 }.flatMap { row in
      columns.compactMap { $0 }.map { tensor.elements[row * width + $0] }
    }
    let write = presentation.format.columnText(numbers, tensor.dtype)
    let number = numbers.first.map { write($0).count } ?? 1
    // As it is usually written, brackets stand around a row.
    guard numbers.count < tensor.count || (number + 1) * width + 3 > presentation.width else {
      return nil
    }
    (self.presentation, self.tensor) = (presentation, tensor)
    (self.rows, self.columns) = (rows, columns)
    (self.write, shown) = (write, numbers.count)
    cell = max(number, String(width - 1).count) + 1
    label = max(String(height - 1).count, 3) + 1
  }

  private static func places(_ count: Int, keeping ends: Int?) -> [Int?] {
    guard let ends, count > 2 * ends + 1 else { return Array(0..<count) }
    return Array(0..<ends) + [nil] + Array(count - ends..<count)
  }

  private var ellipsis: String { presentation.usesASCII ? "..." : "…" }

  package var lines: [String] {
    let beside = max((presentation.width - label) / cell, 1)
    var lines: [String] = []
    for start in stride(from: 0, to: columns.count, by: beside) {
      if start > 0 { lines.append("") }
      lines += block(columns[start..<min(start + beside, columns.count)])
    }
    let hidden = tensor.count - shown
    if hidden > 0 { lines.append("\(ellipsis) \(hidden) more, \(presentation.cutNote)") }
    return lines
  }

  /// Some of the columns, with all rows.
  private func block(_ columns: ArraySlice<Int?>) -> [String] {
    let numbers = columns.map { $0.map { String($0) } }
    let head = String(repeating: " ", count: label) + line(numbers)
    return [head.marked(.dim)]
      + rows.map { row in
        guard let row else { return ellipsis.padded(to: label) }
        let texts = columns.map { column in
          column.map { write(tensor.elements[row * tensor.shape[1] + $0]) }
        }
        return String(row).padded(to: label).marked(.dim) + line(texts)
      }
  }

  private func line(_ texts: [String?]) -> String {
    texts.map { text in text.map { $0.padded(to: cell) } ?? " \(ellipsis)" }.joined()
  }
}
