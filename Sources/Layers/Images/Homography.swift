/// The eight numbers of the projection that brings four corners to four others.
enum Homography {
  /// Solves the eight equations in single precision, the greatest of each column first; nil where they do not say.
  static func numbers(from start: [Float], to end: [Float]) -> [Float]? {
    guard start.count == 8, end.count == 8 else { return nil }
    var rows = (0..<8).map { row -> [Float] in
      let corner = row / 2
      let (x, y) = (end[2 * corner], end[2 * corner + 1])
      let to = start[row]
      let own: [Float] = [x, y, 1]
      let none: [Float] = [0, 0, 0]
      return (row % 2 == 0 ? own + none : none + own) + [-to * x, -to * y, to]
    }
    for column in 0..<8 {
      let pivot = (column..<8).reduce(column) { best, row in
        abs(rows[row][column]) > abs(rows[best][column]) ? row : best
      }
      rows.swapAt(column, pivot)
      guard rows[column][column] != 0 else { return nil }
      for row in column + 1..<8 {
        let share = rows[row][column] / rows[column][column]
        for place in column..<9 { rows[row][place] -= share * rows[column][place] }
      }
    }
    var result = [Float](repeating: 0, count: 8)
    for row in (0..<8).reversed() {
      let known = (row + 1..<8).reduce(rows[row][8]) { $0 - rows[row][$1] * result[$1] }
      result[row] = known / rows[row][row]
    }
    return result.allSatisfy(\.isFinite) ? result : nil
  }
}
