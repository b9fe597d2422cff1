import Terminal

/// A model as boxes and lines from top to bottom, or as an indented list where it is too wide.
package struct GraphPicture {
  let graph: CallGraph
  /// The call where one stands.
  let current: Int?
  let width: Int
  let usesASCII: Bool

  package init(graph: CallGraph, current: Int?, width: Int, usesASCII: Bool) {
    (self.graph, self.current) = (graph, current)
    (self.width, self.usesASCII) = (width, usesASCII)
  }

  private static let margin = 2

  package func lines() -> [String] {
    for looks in Looks.all {
      let boxes = graph.calls.indices.map { text($0, looks) }
      // Odd, so that every box has a column in its middle.
      let widths = boxes.map { (($0.map(\.columns).max() ?? 0) + 4) | 1 }
      guard let layout = GraphLayout(graph, widths: widths) else { break }
      if layout.width + GraphPicture.margin <= width { return draw(layout, boxes) }
    }
    return GraphList(graph: graph, current: current, width: width, usesASCII: usesASCII).lines()
  }

  // MARK: Boxes

  /// How much a box says.
  private struct Looks {
    /// Whether the shape has a line of its own.
    let isTall: Bool
    /// The most columns of a line.
    let widest: Int

    static let all = [
      Looks(isTall: false, widest: 40), Looks(isTall: true, widest: 30),
      Looks(isTall: true, widest: 18), Looks(isTall: true, widest: 12),
    ]
  }

  private func text(_ call: Int, _ looks: Looks) -> [String] {
    let own = graph.calls[call]
    let arrow = call == current ? (usesASCII ? "-> " : "→ ") : ""
    let name = arrow + own.name.visible
    let (title, shape) = (own.title.visible, own.shape)
    let lines = looks.isTall ? [name, title, shape] : [name, "\(title)  \(shape)"]
    return lines.map { cut($0, looks.widest) }
  }

  private func cut(_ text: String, _ columns: Int) -> String {
    guard text.columns > columns else { return text }
    let dots = usesASCII ? ".." : "…"
    var result = ""
    for letter in text {
      guard (result + String(letter) + dots).columns <= columns else { break }
      result.append(letter)
    }
    return result + dots
  }

  // MARK: The picture

  private func draw(_ layout: GraphLayout, _ boxes: [[String]]) -> [String] {
    var grid = GraphGrid(width: layout.width + GraphPicture.margin, usesASCII: usesASCII)
    let tall = (boxes.first?.count ?? 0) + 2
    var nets = 0
    for level in layout.levels.indices {
      if level > 0 { lines(layout, to: level, &nets, &grid) }
      let top = grid.height
      grid.addRows(tall)
      for item in layout.levels[level].map({ layout.items[$0] }) {
        if let call = item.call {
          grid.box(
            boxes[call], row: top, left: item.left + GraphPicture.margin, width: item.width,
            isStrong: call == current)
        } else {
          nets += 1
          grid.vertical(
            item.left + GraphPicture.margin, top - 1...top + tall, net: nets)
        }
      }
    }
    return grid.lines
  }

  /// The lines that lead down to a level.
  private func lines(
    _ layout: GraphLayout, to level: Int, _ count: inout Int, _ grid: inout GraphGrid
  ) {
    let ports = Ports(layout, level: level)
    let channel = GraphChannel(ports.nets)
    let top = grid.height
    grid.addRows(channel.rows + 1)
    let bottom = grid.height - 1
    for net in channel.nets {
      count += 1
      let turn = top + (net.row ?? channel.rows)
      let from = net.from + GraphPicture.margin
      grid.vertical(from, top - 1...turn, net: count)
      if net.row != nil {
        let columns = net.columns
        grid.horizontal(
          turn,
          columns.lowerBound + GraphPicture.margin...columns.upperBound + GraphPicture.margin,
          net: count)
      }
      for end in net.to {
        let column = end.column + GraphPicture.margin
        grid.vertical(column, turn...bottom + 1, net: count)
        if end.isBox { grid.arrow(bottom, column) }
      }
    }
    for foot in ports.feet {
      grid.leave(top - 1, foot.column + GraphPicture.margin, isStrong: foot.call == current)
    }
  }
}

/// Where lines leave the boxes of one level and enter those of the next.
struct Ports {
  private(set) var nets: [GraphChannel.Net] = []
  /// The columns in which lines leave boxes.
  private(set) var feet: [(column: Int, call: Int)] = []

  init(_ layout: GraphLayout, level: Int) {
    var ends: [GraphLayout.Source: [(column: Int, isBox: Bool)]] = [:]
    for item in layout.levels[level].map({ layout.items[$0] }) {
      let order = item.sources.indices.sorted {
        (layout.items[item.sources[$0].item].middle, $0)
          < (layout.items[item.sources[$1].item].middle, $1)
      }
      for (place, source) in order.enumerated() {
        let column = Ports.column(item, place, of: order.count)
        ends[item.sources[source], default: []].append((column, item.call != nil))
      }
    }
    for place in layout.levels[level - 1] {
      let item = layout.items[place]
      let outputs = ends.keys.filter { $0.item == place }.sorted { $0.output < $1.output }
      for (index, source) in outputs.enumerated() {
        let column = Ports.column(item, index, of: outputs.count)
        nets.append(GraphChannel.Net(from: column, to: ends[source] ?? []))
        if let call = item.call { feet.append((column, call)) }
      }
    }
  }

  /// The columns of several lines at an edge of a box, spread over it.
  private static func column(_ item: GraphLayout.Item, _ place: Int, of count: Int) -> Int {
    item.left + item.width * (place + 1) / (count + 1)
  }
}
