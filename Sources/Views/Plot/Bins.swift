import Containers
import Tensors

/// A matrix made small enough for a screen: each cell is the mean of a block of numbers.
struct Bins {
  let rows, columns: Int
  /// How many rows and columns of the matrix are one cell's; 1 where nothing is put together.
  let down, across: Int
  /// Row by row.
  let cells: [Double]

  /// At most so many rows and columns.
  init(_ tensor: Tensor, rows most: Int, columns widest: Int) {
    let (height, width) = (tensor.shape[0], tensor.shape[1])
    let (down, across) = (Bins.size(height, most), Bins.size(width, widest))
    (self.down, self.across) = (down, across)
    let rows = (height + down - 1) / down
    let columns = (width + across - 1) / across
    (self.rows, self.columns) = (rows, columns)
    cells = (0..<rows * columns).map { cell in
      let (top, left) = (cell / columns * down, cell % columns * across)
      var (sum, count) = (0.0, 0)
      for row in top..<min(top + down, height) {
        if Interruption.isWished() { break }
        for column in left..<min(left + across, width) {
          sum += tensor.elements[row * width + column]
          count += 1
        }
      }
      return sum / Double(count)
    }
  }

  private static func size(_ length: Int, _ most: Int) -> Int {
    max((length + max(most, 1) - 1) / max(most, 1), 1)
  }

  subscript(row: Int, column: Int) -> Double { cells[row * columns + column] }

  /// `each cell is the mean of 4 × 2 numbers`; nil where every number has a cell.
  func note(_ cell: String, times: String) -> String? {
    guard down > 1 || across > 1 else { return nil }
    let size = down > 1 && across > 1 ? "\(down) \(times) \(across)" : "\(max(down, across))"
    let axis = down > 1 && across > 1 ? "" : down > 1 ? " below each other" : " beside each other"
    return "each \(cell) is the mean of \(size) numbers\(cell == "cell" ? axis : "")"
  }
}
