extension Card {
  /// Values of one width, a row each, which a layer call writes.
  package struct Table {
    /// `lstm`, or a cell or layer inside the loop's layer.
    package let path: String
    package let units: Int
    package let rows: [Row]
    /// Units that are displayed, by their numbers.
    package let displayed: [Int]
    /// How much each unit was changed by the timestep: its states; of what has none, what is written
    /// last beside the timestep before.
    package let change: [Double]

    /// The units to be shown where there is room for `count` only, in order: those that are displayed,
    /// then those that changed most.
    package func units(showing count: Int) -> [Int] {
      guard count < units else { return Array(0..<units) }
      let byChange = (0..<units).sorted { a, b in
        if change[a] == change[b] { return a < b }
        return change[a] > change[b]
      }
      var seen: Set<Int> = []
      let first = (displayed + byChange).filter { seen.insert($0).inserted }
      return first.prefix(max(count, 0)).sorted()
    }
  }
}
