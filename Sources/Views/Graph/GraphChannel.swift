/// The lines between two levels of boxes: which row each takes on its way from side to side.
struct GraphChannel {
  /// All lines from one output.
  struct Net {
    let from: Int
    var to: [(column: Int, isBox: Bool)]
    /// The row in which it goes from side to side; nil where it goes straight down.
    var row: Int?

    var columns: ClosedRange<Int> {
      let all = to.map(\.column) + [from]
      return (all.min() ?? from)...(all.max() ?? from)
    }
    var isStraight: Bool { columns.count == 1 }
  }

  private(set) var nets: [Net]
  /// Rows with lines from side to side.
  private(set) var rows = 0

  init(_ nets: [Net]) {
    self.nets = nets
    var waiting = nets.indices.filter { !nets[$0].isStraight }
      .sorted { (nets[$0].columns.lowerBound, $0) < (nets[$1].columns.lowerBound, $1) }
    var taken: [[ClosedRange<Int>]] = []
    while !waiting.isEmpty {
      // One that comes down where another goes down must turn above it.
      let free = waiting.firstIndex { candidate in
        waiting.allSatisfy { $0 == candidate || !blocks($0, candidate) }
      }
      let net = waiting.remove(at: free ?? 0)
      let after =
        nets.indices.filter { $0 != net && blocks($0, net) }
        .compactMap { self.nets[$0].row }.max().map { $0 + 1 } ?? 0
      let columns = nets[net].columns
      var row = after
      while row < taken.count, taken[row].contains(where: { $0.overlaps(columns) }) { row += 1 }
      while taken.count <= row { taken.append([]) }
      taken[row].append(columns)
      self.nets[net].row = row
    }
    rows = taken.count
  }

  /// Whether one must turn in a row above the other's: it begins in a column where that one ends.
  private func blocks(_ above: Int, _ below: Int) -> Bool {
    nets[below].to.contains { $0.column == nets[above].from }
  }
}
