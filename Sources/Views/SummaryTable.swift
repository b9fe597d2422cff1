import Equations
import Layers
import Models
import Terminal

/// A model's layers: class, output shape, parameters, and what is not supported.
package struct SummaryTable {
  let model: Model
  let width: Int

  /// `width` is the columns that a line may take (`Presentation.room`).
  package init(model: Model, width: Int) { (self.model, self.width) = (model, width) }

  /// The lines of the table with what stands above and below it.
  package func lines() -> [String] {
    let shapes = OutputShapes(model)
    let nodes = model.layer.graph.nodes
    let reads = nodes.indices.map(sources)
    let hasReads = reads.contains { !$0.isEmpty }
    var table = Table(
      ["Layer", "Kind", "Output shape", "Parameters"] + (hasReads ? ["Reads"] : []))
    var marks: [String] = []
    var total = 0
    for (index, node) in nodes.enumerated() {
      let count =
        model.hasNoWeights
        ? shapes.parameterCount(node.name) : model.weights.part(index).parameterCount
      total += count
      let isBare = node.layer.weightCount == 0 && count == 0
      table.add(
        [node.name, node.part.title, shapes.text(node.name), isBare ? "" : Table.grouped(count)]
          + (hasReads ? [reads[index]] : []))
      if let problem = problem(node, shapes.obstacle) { marks.append(problem) }
    }
    var lines = header + table.lines(width: width, wrapping: [4, 1])
    let absent = model.hasNoWeights && total > 0 ? ", none of them in the file" : ""
    if !model.hasNoWeights { total = model.weights.parameterCount }
    lines.append("\(Table.grouped(total)) parameters in \(nodes.count) layers\(absent)")
    for mark in marks { lines += prose("not supported: \(mark)", .bad) }
    if marks.isEmpty, let obstacle = shapes.obstacle {
      lines += prose("cannot be computed: \(obstacle)", .bad)
    }
    for remark in model.origin.remarks { lines += prose("note: \(remark)", .note) }
    return lines
  }

  /// Every layer that is not supported; without one, what stops the model.
  package func problems(_ obstacle: Obstacle) -> [String] {
    let nodes = model.layer.graph.nodes
    let marks = nodes.compactMap { problem($0, obstacle) }
    return marks.isEmpty ? ["\(obstacle)"] : marks.map { "not supported: \($0)" }
  }

  private func prose(_ text: String, _ mark: Style.Mark) -> [String] {
    let lines = text.proseLines(to: width)
    return lines.prefix(1).map { $0.marked(mark) } + lines.dropFirst()
  }

  private var header: [String] {
    let origin = model.origin
    let saved =
      origin.savedAt.map { ", saved \($0.map { $0 == "@" ? " " : "\($0)" }.joined())" } ?? ""
    let outputs = model.outputNames.map(\.visible).joined(separator: ", ")
    let kind = "\(model.layer.kind), \(origin.format), Keras \(origin.version)\(saved)"
    return kind.wrapped(after: "\(model.name.visible.marked(.strong))  ", to: width)
      + "takes \(model.inputsText.visible); gives \(outputs)".wrapped(to: width)
  }

  /// What a layer reads, unless it is just the layer before it.
  private func sources(_ index: Int) -> String {
    let graph = model.layer.graph
    let references = graph.nodes[index].calls.flatMap(\.references)
    if references == [TensorReference(node: index - 1, call: 0, tensor: 0)] { return "" }
    return references.map(graph.name).joined(separator: ", ")
  }

  /// Why a walk ends at a layer: a class that is not known, a config that cannot be used, code.
  private func problem(_ node: Graph.Node, _ obstacle: Obstacle?) -> String? {
    let own = [node.layer] + node.layer.allParts
    guard let bad = own.first(where: { $0.isComputable == false }) else { return nil }
    let name = node.name.visible
    guard let obstacle, obstacle.path == node.name || obstacle.path.hasPrefix(node.name + "/")
    else { return "\(name) (\(bad.title))" }
    return "\(name) (\(obstacle.kind)): \(obstacle.reason); a walk ends there"
      + (obstacle.remedy.map { "\n\($0)" } ?? "")
  }
}
