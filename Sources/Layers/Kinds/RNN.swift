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
  /// The format to which StackedRNNCells bring what they read, before each cell brings it to its own; that of a single cell.
  private let cellFormat: DType
  /// Whether a cell has another one.
  private let areMixed: Bool

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
    let own = cells.map { RNN.format(of: $0.config, in: config) }
    let format = cellFormat
    areMixed = own.contains { $0 != format }
    let isAsItsCells = own.allSatisfy { $0 == config.computeType }
    let keepsFormats =
      config.version.major >= 3
      ? !areMixed || recurrence.isUnrolled : config.version.isTensorFlow && isAsItsCells
    guard isAsItsCells && !areMixed || keepsFormats && !recurrence.isStateful else {
      throw config.error("cell", RNN.expected(config.computeType))
    }
  }

  private static func expected(_ format: DType) -> String {
    "cells of its own dtype, \(format), and no StackedRNNCells of another: Keras ends predict() with an error, for the states of its "
      + "loop would change their format"
  }

  /// The format of a cell; old files leave it to the layer's.
  private static func format(of cell: Config, in config: Config) -> DType {
    format(of: cell, else: config.computeType)
  }

  private static func format(of cell: Config, else outer: DType) -> DType {
    cell.policy == nil ? outer : cell.computeType
  }

  /// What a cell reads in the format of all of them, where some have another.
  private func brought(_ x: Term, _ eq: Equations) throws -> Term {
    guard areMixed, eq.precision == nil, try x.type().dtype != cellFormat else { return x }
    return try eq("x", x(Cast(cellFormat)), "to the format of StackedRNNCells")
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
    if areMixed, recurrence.version.major >= 3, call.effectiveMask != nil {
      throw eq.obstacle(
        "its cells have other dtypes than StackedRNNCells: Keras ends with an error where a mask chooses between their states",
        "Give all of them one dtype, and save again.")
    }
    let formats = cells.map { eq.precision ?? RNN.format(of: $0.config, else: cellFormat) }
    let states = zip(kinds, formats).flatMap { cell, format in
      cell.states.map { state in
        var state = state
        state.format = format
        return state
      }
    }
    let output = kinds.dropLast().reduce(0) { $0 + $1.states.count }
    let outputs = try recurrence.lower(call, states, output: output, to: eq) { x, previous, mask in
      var x = try brought(x, eq)
      var rest = previous[...]
      var next: [Term] = []
      for (index, (part, cell)) in zip(cells, kinds).enumerated() {
        let own = try rest.prefix(cell.states.count).map { state in
          // tf.keras casts the first argument of a call alone.
          recurrence.version.major < 3 ? state : try brought(state, eq)
        }
        rest = rest.dropFirst(own.count)
        let after = try eq.call(
          "\(eq.path)/\(part.name)", kind: part.config.kind, title: part.title,
          dtype: formats[index], variables: part.config.variableType,
          weights: call.weights.part(index).own
        ) {
          try cell.step(
            try part.cast(x, to: eq), try own.map { try part.cast($0, to: eq) }, mask, to: eq)
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
      if let reason = (cell as? Unsupported)?.reason {
        throw ConfigError(
          layer: config.name, kind: config.kind, because: "\(inner.name) in it: \(reason)")
      }
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
