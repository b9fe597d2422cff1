import Equations
import Layers
import Models
import Tensors

/// A model's layers: class, output shape, parameters, and what is not supported.
struct SummaryTable {
  let model: Model
  let width: Int

  /// The lines of the table with what stands above and below it.
  func lines() -> [String] {
    let shapes = OutputShapes(model)
    let nodes = model.layer.graph.nodes
    let reads = nodes.indices.map(sources)
    let hasReads = reads.contains { !$0.isEmpty }
    var table = Table(
      ["Layer", "Kind", "Output shape", "Parameters"] + (hasReads ? ["Reads"] : []))
    var marks: [String] = []
    for (index, node) in model.layer.graph.nodes.enumerated() {
      let count = model.weights.part(index).parameterCount
      table.add([
        node.name, node.layer.title, shapes.text(node.name),
        node.layer.weightCount == 0 && count == 0 ? "" : Table.grouped(count),
        sources(node),
      ])
      if let problem = problem(node) { marks.append("\(node.name): \(problem)") }
    }
    var lines = header
    lines += table.lines(width: width)
    let total = model.weights.parameterCount
    lines.append("\(Table.grouped(total)) parameters in \(model.layer.graph.nodes.count) layers")
    for mark in marks { lines.append("not supported: \(mark)".marked(.bad)) }
    if marks.isEmpty, let obstacle = shapes.obstacle {
      lines += "cannot be computed: \(obstacle)".markedLines(.bad)
    }
    lines += model.origin.remarks.map { "note: \($0)".marked(.note) }
    return lines
  }

  private var header: [String] {
    let origin = model.origin
    let saved =
      origin.savedAt.map { ", saved \($0.map { $0 == "@" ? " " : "\($0)" }.joined())" } ?? ""
    let inputs = model.inputs.map { "\($0.name) \($0.shapeText)" }.joined(separator: ", ")
    return [
      "\(model.name.marked(.strong))  \(model.layer.kind), \(origin.format), Keras \(origin.version)\(saved)",
      "takes \(inputs); gives \(model.outputNames.joined(separator: ", "))",
    ]
  }

  /// The layers that a layer reads, unless it is just the one before it.
  private func sources(_ node: Graph.Node) -> String {
    let nodes = model.layer.graph.nodes
    let names = node.calls.flatMap { call in
      (call.arguments.flatMap(\.names)
        + call.keywords.sorted { $0.key < $1.key }.flatMap(\.value.names))
        .map { nodes[$0].name }
    }
    return names.joined(separator: ", ")
  }

  private func problem(_ node: Graph.Node) -> String? {
    let own = [node.layer] + node.layer.allParts
    guard let bad = own.first(where: { $0.isComputable == false }) else { return nil }
    return "\(bad.title) stops a walk here; the layers before it can be stepped"
  }
}

extension GraphArgument {
  /// The nodes that it speaks of.
  fileprivate var names: [Int] {
    switch self {
    case .tensor(let reference): [reference.node]
    case .list(let list): list.flatMap(\.names)
    default: []
    }
  }
}

extension Layer {
  fileprivate var allParts: [any Layer] { parts.flatMap { [$0.layer] + $0.layer.allParts } }
}

extension LayerWeights {
  /// How many numbers the weights hold.
  var parameterCount: Int {
    own.values.reduce(0) { $0 + $1.shape.count } + parts.reduce(0) { $0 + $1.parameterCount }
  }
}

/// The shapes of the layers' outputs, with None where they follow the input.
struct OutputShapes {
  private var texts: [String: String] = [:]
  private(set) var obstacle: Obstacle?

  /// Two programs for different lengths of what is open; what differs between them is open too.
  init(_ model: Model) {
    guard let small = OutputShapes.program(model, 2), let large = OutputShapes.program(model, 3)
    else { return }
    obstacle = small.obstacle
    let other = Dictionary(large.frames.map { ($0.path, $0) }) { first, _ in first }
    for frame in small.frames where frame.parent == nil {
      guard let twin = other[frame.path] else { continue }
      texts[frame.path] = zip(frame.outputs, twin.outputs).map { one, two in
        let dims = zip(one.shape.dims, two.shape.dims).map { $0 == $1 ? "\($0)" : "None" }
        return "(" + dims.joined(separator: ", ") + ")"
      }.joined(separator: ", ")
    }
    for input in model.inputs { texts[input.name] = input.shapeText }
  }

  private static func program(_ model: Model, _ open: Int) -> Program? {
    var shapes: [Shape] = []
    for input in model.inputs {
      guard let shape = input.shape else { return nil }
      shapes.append(Shape(shape.map { $0 ?? open }))
    }
    return try? model.program(for: shapes)
  }

  func text(_ layer: String) -> String { texts[layer] ?? "?" }
}
