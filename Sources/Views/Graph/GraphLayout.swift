/// Where the boxes of a graph stand: in levels from top to bottom, each below all that it reads.
///
/// A line that passes a level takes a place in it, as a box of width 1. Within a level the order is
/// the one with few crossings, and each stands as near to the middle of its neighbours as the
/// others let it.
struct GraphLayout {
  /// A box, or a line on its way past a level.
  struct Item {
    /// The call; nil for a line.
    let call: Int?
    let width: Int
    let level: Int
    /// The column of its left edge.
    var left = 0
    /// What it reads: items of the level above, with which output of the box where the line began.
    var sources: [Source] = []

    var middle: Int { left + width / 2 }
  }

  struct Source: Hashable {
    let item: Int
    let output: Int
  }

  private(set) var items: [Item] = []
  /// The items of each level from left to right.
  private(set) var levels: [[Int]] = []
  /// Columns from the left edge of the first to the right edge of the last.
  private(set) var width = 0

  static let gap = 2
  /// Above so many items the order stays as it is; with more lines than this nothing is drawn.
  private static let (sortLimit, lineLimit) = (600, 5000)

  /// Nil where too many lines pass levels for a picture that anybody reads.
  init?(_ graph: CallGraph, widths: [Int]) {
    let heights = GraphLayout.levels(of: graph)
    let passed = graph.calls.indices.reduce(0) { count, index in
      graph.calls[index].sources.reduce(count) { $0 + heights[index] - heights[$1.call] - 1 }
    }
    guard passed <= GraphLayout.lineLimit else { return nil }
    levels = Array(repeating: [], count: (heights.max() ?? -1) + 1)
    for (call, level) in heights.enumerated() {
      items.append(Item(call: call, width: widths[call], level: level))
    }
    for call in heights.indices { levels[heights[call]].append(call) }
    connect(graph, heights)
    if items.count <= GraphLayout.sortLimit { sortLevels() }
    place()
  }

  /// One below the lowest that it reads; an input stands right above its first reader.
  private static func levels(of graph: CallGraph) -> [Int] {
    var result = graph.calls.map { _ in 0 }
    for (index, call) in graph.calls.enumerated() {
      result[index] = call.sources.map { result[$0.call] + 1 }.max() ?? 0
    }
    var first = graph.calls.map { _ in Int.max }
    for (index, call) in graph.calls.enumerated() {
      for source in call.sources { first[source.call] = min(first[source.call], result[index]) }
    }
    for (index, call) in graph.calls.enumerated() where call.sources.isEmpty && first[index] < .max
    {
      result[index] = first[index] - 1
    }
    return result
  }

  /// Draws the lines through the levels that they pass; one output has one line a level.
  private mutating func connect(_ graph: CallGraph, _ heights: [Int]) {
    var lines: [[Int]: Int] = [:]
    for (index, call) in graph.calls.enumerated() {
      for source in call.sources {
        var last = Source(item: source.call, output: source.output)
        for level in heights[source.call] + 1..<max(heights[index], heights[source.call] + 1) {
          let key = [source.call, source.output, level]
          if let known = lines[key] {
            last = Source(item: known, output: 0)
            continue
          }
          items.append(Item(call: nil, width: 1, level: level, sources: [last]))
          levels[level].append(items.count - 1)
          lines[key] = items.count - 1
          last = Source(item: items.count - 1, output: 0)
        }
        items[index].sources.append(last)
      }
    }
  }

  // MARK: Order

  private mutating func sortLevels() {
    var best = levels
    var fewest = crossings
    for sweep in 0..<8 where fewest > 0 {
      for level in sweep % 2 == 0 ? Array(levels.indices) : levels.indices.reversed() {
        sort(level, byReaders: sweep % 2 == 1)
      }
      let now = crossings
      if now < fewest { (best, fewest) = (levels, now) }
    }
    levels = best
  }

  private mutating func sort(_ level: Int, byReaders: Bool) {
    let places = self.places
    let neighbours = byReaders ? readers : items.map { $0.sources.map(\.item) }
    let means = levels[level].enumerated().map { place, item -> (Double, Int, Int) in
      let near = neighbours[item].map { Double(places[$0]) }
      let mean = near.isEmpty ? Double(place) : near.reduce(0, +) / Double(near.count)
      return (mean, place, item)
    }
    levels[level] = means.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// Each item's place in its level.
  private var places: [Int] {
    var result = [Int](repeating: 0, count: items.count)
    for level in levels {
      for (place, item) in level.enumerated() { result[item] = place }
    }
    return result
  }

  /// The items that read each item.
  private var readers: [[Int]] {
    var result = [[Int]](repeating: [], count: items.count)
    for (index, item) in items.enumerated() {
      for source in item.sources { result[source.item].append(index) }
    }
    return result
  }

  private var crossings: Int {
    let places = self.places
    return levels.reduce(0) { count, level in
      let lines = level.flatMap { item in
        items[item].sources.map { (places[$0.item], places[item]) }
      }
      var own = 0
      for (index, one) in lines.enumerated() {
        for other in lines[..<index] where (one.0 - other.0) * (one.1 - other.1) < 0 { own += 1 }
      }
      return count + own
    }
  }

  // MARK: Columns

  private mutating func place() {
    let widest = levels.map(total).max() ?? 0
    for level in levels { settle(level, wanted: level.map { _ in Double(widest) / 2 }, widest) }
    let readers = self.readers
    for sweep in 0..<6 {
      let isDown = sweep % 2 == 1
      for level in isDown ? levels : levels.reversed() {
        let wanted = level.map { item -> Double in
          let near = isDown ? items[item].sources.map(\.item) : readers[item]
          guard !near.isEmpty else { return Double(items[item].middle) }
          return Double(near.reduce(0) { $0 + items[$1].middle }) / Double(near.count)
        }
        settle(level, wanted: wanted, widest)
      }
    }
    width = widest
  }

  private func total(_ level: [Int]) -> Int {
    level.reduce(-GraphLayout.gap) { $0 + items[$1].width + GraphLayout.gap }
  }

  /// Puts a level's items as near to where they are wanted as their order and widths let them:
  /// neighbours that would overlap stand together about the mean of what they want.
  private mutating func settle(_ level: [Int], wanted: [Double], _ widest: Int) {
    var offset = 0
    var groups: [(sum: Double, count: Int)] = []
    for (place, item) in level.enumerated() {
      var group = (sum: wanted[place] - Double(items[item].width / 2 + offset), count: 1)
      while let last = groups.last,
        last.sum / Double(last.count) >= group.sum / Double(group.count)
      {
        group = (group.sum + last.sum, group.count + last.count)
        groups.removeLast()
      }
      groups.append(group)
      offset += items[item].width + GraphLayout.gap
    }
    let room = Double(max(widest - total(level), 0))
    var lefts = groups.flatMap { group in
      repeatElement(
        Int(min(max((group.sum / Double(group.count)).rounded(), 0), room)), count: group.count)
    }[...]
    offset = 0
    for item in level {
      items[item].left = (lefts.popFirst() ?? 0) + offset
      offset += items[item].width + GraphLayout.gap
    }
  }
}
