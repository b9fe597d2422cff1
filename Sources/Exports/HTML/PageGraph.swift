/// The model's layer calls as boxes and lines, placed from left to right.
package struct PageGraph: Sendable {
  /// A box, or a point that a line passes.
  package struct Item: Sendable {
    /// Its place from the left and, in boxes, from the top.
    package var column: Int
    package var row: Double
    /// What a box is called, is, and gives; nil for a point.
    package var call: Call?
    /// The items that lines come from.
    package var sources: [Int]

    package init(column: Int, row: Double, call: Call?, sources: [Int]) {
      (self.column, self.row, self.call, self.sources) = (column, row, call, sources)
    }
  }

  package struct Call: Sendable {
    package var path, title, shape: String

    package init(path: String, title: String, shape: String) {
      (self.path, self.title, self.shape) = (path, title, shape)
    }
  }

  package var items: [Item]

  package init(_ items: [Item]) { self.items = items }
}
