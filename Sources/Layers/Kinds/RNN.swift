import Containers
import Equations
import Tensors
import Terms

/// One cell, or several stacked, over time: in each timestep a cell's output is the next one's
/// input.
struct RNN: SequenceLayer {
  static let classNames = ["RNN"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let cells: [Part]
  var recurrence: Recurrence
  /// The format of its cells and their states, which Keras 3 lets differ from its own.
  private let cellFormat: DType

  init(_ config: Config) throws {
    recurrence = try Recurrence(config)
    let (cell, inner) = try config.layer("cell")
    cellFormat = RNN.format(of: inner, in: config)
    if cell is any Cell {
      cells = [Part(inner.name, groups: ["cell"], cell, inner)]
    } else if let stack = cell as? StackedRNNCells {
      cells = stack.parts.map { part in
        Part(part.name, groups: ["cell"] + part.groups, part.layer, part.config)
      }
    } else {
      throw config.unfit("cell", inner, "SimpleRNNCell, LSTMCell, GRUCell or StackedRNNCells")
    }
    try checkFormats(config)
  }

  /// Where formats differ, the states of a loop would change theirs: Keras computes some of these, and ends others with an error.
  private func checkFormats(_ config: Config) throws {
    let isAsItsCells = config.computeType == cellFormat
    let keepsStates = config.version.major >= 3 && !recurrence.isStateful
    let areAlike = cells.allSatisfy { RNN.format(of: $0.config, in: config) == cellFormat }
    guard areAlike, isAsItsCells || keepsStates else {
      throw config.error("cell", "cells of its own dtype, \(config.computeType)")
    }
  }

  /// The format of a cell; old files leave it to the layer's.
  private static func format(of cell: Config, in config: Config) -> DType {
    cell.policy == nil ? config.computeType : cell.computeType
  }

  var title: String { "RNN(\(cells.map(\.title).joined(separator: ", ")))" }
  var parts: [Part] { cells }
  var trainingRemark: String? { cells.lazy.compactMap { $0.layer.trainingRemark }.first }
  var outputCount: Int {
    let counts = cells.map { ($0.layer as? any Cell)?.states.count ?? 0 }
    return recurrence.outputCount(states: counts.reduce(0, +))
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let kinds = cells.compactMap { $0.layer as? any Cell }
    let states = kinds.flatMap(\.states)
    let output = kinds.dropLast().reduce(0) { $0 + $1.states.count }
    let format = eq.precision ?? cellFormat
    let outputs = try recurrence.lower(call, states, output: output, in: format, to: eq) {
      x, previous, mask in
      var x = x
      var rest = previous[...]
      var next: [Term] = []
      for (index, (part, cell)) in zip(cells, kinds).enumerated() {
        let own = Array(rest.prefix(cell.states.count))
        rest = rest.dropFirst(own.count)
        let after = try eq.call(
          "\(eq.path)/\(part.name)", kind: part.config.kind, title: part.title, dtype: format,
          variables: part.config.variableType, weights: call.weights.part(index).own
        ) {
          try cell.step(try part.cast(x, to: eq), own, mask, to: eq)
        }
        x = after.first ?? x
        next += after
      }
      return next
    }
    return try zip(outputs, ["y"] + states.map(\.name)).map { output, name in
      Signal(try eq.inFormat(output.term, as: name), mask: output.mask)
    }
  }
}

/// Several cells on top of each other, inside `RNN`.
struct StackedRNNCells: Layer {
  static let classNames = ["StackedRNNCells"]
  static let ignoredKeys = Recurrence.ignoredKeys
  let parts: [Part]

  init(_ config: Config) throws {
    guard let list = config.value("cells")?.arrayValue, !list.isEmpty else {
      throw config.error("cells", "a list of cells")
    }
    var parts: [Part] = []
    var names: [String: Int] = [:]
    for json in list {
      let (cell, inner) = try config.factory.layer(from: json, version: config.version)
      guard cell is any Cell else {
        throw config.unfit("cells", inner, "SimpleRNNCell, LSTMCell or GRUCell")
      }
      let count = names[inner.name, default: 0]
      names[inner.name] = count + 1
      let name = count == 0 ? inner.name : "\(inner.name)#\(count + 1)"
      parts.append(Part(name, groups: ["cells", inner.kind], cell, inner))
    }
    self.parts = parts
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    throw eq.obstacle(
      "cells outside a recurrent layer are not supported", "Wrap them in RNN(…) and save again.")
  }
}
